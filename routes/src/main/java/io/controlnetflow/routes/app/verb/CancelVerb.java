package io.controlnetflow.routes.app.verb;

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

/** {@code flow cancel}. */
@Command(
        name = "cancel",
        description =
                "Stops a run, or a job, as far as it is not yet sent. What was sent is paid for and is still fetched.",
        footerHeading = "%nExamples%n",
        footer = {"  flow cancel 3f9a12c4 --path shop", "  flow cancel cat.jpg --path shop"})
public final class CancelVerb extends StateVerb {
    @Parameters(
            paramLabel = "RUN|JOB",
            description = "The first digits of the run's id or the job's key, or the run's label.")
    private String what = "";

    public CancelVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        if (ledger.jobs().findByPrefix(what).isEmpty()) {
            return run(ledger, new CellFinder(ledger).run(what));
        }
        Jobs.Job found = job(ledger, what);
        if (!ledger.jobs().cancel(found.key())) {
            throw new Refusal("job " + found.key().brief() + ": is " + found.state()
                    + " and cannot be cancelled; only what is not yet sent can, what was sent is paid for");
        }
        return decided(found.key(), "is cancelled", "nothing was sent and nothing is paid");
    }

    private int run(Ledger ledger, Runs.Run run) {
        Orders.Cancelled done = ledger.orders().cancel(run.plan().id());
        console()
                .say("run " + CellFinder.brief(run.plan().id()) + " ("
                        + run.plan().label() + "): is cancelled; "
                        + Style.count(done.cells(), "cell") + " and " + Style.count(done.jobs(), "job")
                        + " do not begin, " + done.underWay() + " still end by themselves");
        if (asJson()) {
            console()
                    .result(Json.object()
                            .put("exit_code", ExitCode.DONE)
                            .put("run", run.plan().id())
                            .put("cells", done.cells())
                            .put("jobs", done.jobs())
                            .put("under_way", done.underWay()));
        }
        return ExitCode.DONE;
    }
}
