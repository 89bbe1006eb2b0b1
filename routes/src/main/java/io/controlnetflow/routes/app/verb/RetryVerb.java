package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow retry}. */
@Command(
        name = "retry",
        description = "Gives a failed job a further attempt, which is paid again when it succeeds.",
        footerHeading = "%nExample%n",
        footer = "  flow retry 3f9a12c4 --path shop")
public final class RetryVerb extends StateVerb {
    @Parameters(paramLabel = "JOB", description = "The first digits of the job's key.")
    private String job = "";

    public RetryVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        Jobs.Job found = job(ledger, job);
        if (found.state() != JobState.FAILED) {
            throw new Refusal(
                    "job " + found.key().brief() + ": is " + found.state() + ", not FAILED; " + advice(found.state()));
        }
        ledger.jobs().retry(found.key());
        String run = found.asked().runId();
        if (run != null) {
            ledger.runs().again(run);
        }
        return decided(found.key(), "will be sent again", "'flow run' or 'flow watch' goes on with it");
    }

    private static String advice(JobState state) {
        return switch (state) {
            case IN_DOUBT, HELD -> "decide it with 'flow resolve'";
            case PARKED -> "'flow resume' polls it again";
            default -> "there is nothing to retry";
        };
    }
}
