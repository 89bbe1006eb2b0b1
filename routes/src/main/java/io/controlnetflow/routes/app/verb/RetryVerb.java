package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow retry}. */
@Command(
        name = "retry",
        description = {
            "Starts the failed cells of a run again, or gives a failed job a further attempt, which is paid when it",
            "succeeds. What is in doubt is not sent again: decide it with 'flow resolve'."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow retry 3f9a12c4 --path shop", "  flow retry cat.jpg --path shop"})
public final class RetryVerb extends RunOrJobVerb {
    public RetryVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Done run(Ledger ledger, String run) {
        int jobs = ledger.orders().retry(run).jobs();
        return new Done(
                "its failed cells start again, " + Style.count(jobs, "job") + " will be sent again; " + goesOn(),
                Map.of("jobs", jobs));
    }

    @Override
    int job(Ledger ledger, Jobs.Job job) {
        if (job.state() != JobState.FAILED) {
            throw new Refusal(
                    "job " + job.key().brief() + ": is " + job.state() + ", not FAILED; " + advice(job.state()));
        }
        ledger.jobs().retry(job.key());
        String run = job.asked().runId();
        if (run != null) {
            ledger.runs().again(run);
        }
        return decided(job.key(), "will be sent again", goesOn());
    }

    private static String advice(JobState state) {
        return switch (state) {
            case IN_DOUBT, HELD -> "decide it with 'flow resolve'";
            case PARKED -> "'flow resume' polls it again";
            default -> "there is nothing to retry";
        };
    }
}
