package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Orders;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow retry}. */
@Command(
        name = "retry",
        description = {
            "Starts the failed cells of a run again, or gives a failed job a further attempt, which is paid when it",
            "succeeds. What is in doubt is not sent again: decide it with 'flow resolve'."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow retry 3f9a12c4 --path shop", "  flow retry cat.jpg --path shop"})
public final class RetryVerb extends StateVerb {
    @Parameters(
            paramLabel = "RUN|JOB",
            description = "The first digits of the run's id or the job's key, or the run's label.")
    private String what = "";

    public RetryVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        if (ledger.jobs().findByPrefix(what).isEmpty()) {
            return run(ledger, new CellFinder(ledger).run(what));
        }
        Jobs.Job found = job(ledger, what);
        if (found.state() != JobState.FAILED) {
            throw new Refusal(
                    "job " + found.key().brief() + ": is " + found.state() + ", not FAILED; " + advice(found.state()));
        }
        ledger.jobs().retry(found.key());
        String run = found.asked().runId();
        if (run != null) {
            ledger.runs().again(run);
        }
        return decided(found.key(), "will be sent again", goesOn());
    }

    private static String advice(JobState state) {
        return switch (state) {
            case IN_DOUBT, HELD -> "decide it with 'flow resolve'";
            case PARKED -> "'flow resume' polls it again";
            default -> "there is nothing to retry";
        };
    }

    private int run(Ledger ledger, Runs.Run run) {
        Orders.Retried done = ledger.orders().retry(run.plan().id());
        console()
                .say("run " + CellFinder.brief(run.plan().id()) + " ("
                        + run.plan().label()
                        + "): its failed cells start again, " + Style.count(done.jobs(), "job")
                        + " will be sent again; " + goesOn());
        if (asJson()) {
            console()
                    .result(Json.object()
                            .put("exit_code", ExitCode.DONE)
                            .put("run", run.plan().id())
                            .put("jobs", done.jobs()));
        }
        return ExitCode.DONE;
    }
}
