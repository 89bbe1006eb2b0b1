package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.reason.CellFinder;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** What is done to a run, or to a job: a job's key is looked for first. */
abstract class RunOrJobVerb extends StateVerb {
    @Parameters(
            paramLabel = "RUN|JOB",
            description = "The first digits of the run's id or the job's key, or the run's label.")
    private String what = "";

    RunOrJobVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    final int perform(Ledger ledger, EngineSettings engine) {
        if (ledger.jobs().findByPrefix(what).isEmpty()) {
            Runs.Run run = new CellFinder(ledger).run(what);
            Done done = run(ledger, run.plan().id());
            console()
                    .say("run " + CellFinder.brief(run.plan().id()) + " ("
                            + run.plan().label() + "): " + done.said());
            if (asJson()) {
                ObjectNode result = Json.object()
                        .put("exit_code", ExitCode.DONE)
                        .put("run", run.plan().id());
                done.counts().forEach(result::put);
                console().result(result);
            }
            return ExitCode.DONE;
        }
        return job(ledger, job(ledger, what));
    }

    /** What was done to a run: in words, and counted by what. */
    record Done(String said, Map<String, Integer> counts) {}

    abstract Done run(Ledger ledger, String run);

    abstract int job(Ledger ledger, Jobs.Job job);
}
