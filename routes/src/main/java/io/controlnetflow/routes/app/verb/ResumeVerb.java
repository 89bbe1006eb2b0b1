package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow resume}. */
@Command(
        name = "resume",
        description = {
            "Lifts a pause of the account and looks again at parked jobs. Sends nothing twice.",
            "With --replan a run goes on with its pipeline as the file is now, and pays only for what is changed."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow resume --path shop",
            "  flow resume 3f9a12c4 --path shop",
            "  flow resume --replan 5d0e77 --path shop"
        })
public final class ResumeVerb extends StateVerb {
    private static final int ALL = 100_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "JOB|RUN",
            description =
                    "The first digits of a key; with --replan of a run's id, or its label. Default: all parked jobs.")
    private String job = "";

    @Option(names = "--replan", description = "Moves the run to the pipeline's file as it is now.")
    private boolean replan;

    public ResumeVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    OptionalInt byItself(@Nullable Engine lender) {
        if (!replan) {
            return OptionalInt.empty();
        }
        if (job.isEmpty()) {
            throw new Refusal("RUN: is missing; 'flow status' lists the runs");
        }
        return OptionalInt.of(
                new Replanned(console(), asJson(), lender).of(job, place(), Settings.of(place(), sources())));
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        List<Jobs.Job> parked = job.isEmpty() ? ledger.jobs().inState(JobState.PARKED, ALL) : List.of(job(ledger, job));
        for (Jobs.Job one : parked) {
            if (one.state() != JobState.PARKED) {
                throw new Refusal(
                        "job " + one.key().brief() + ": is " + one.state() + ", not PARKED; nothing to resume");
            }
            ledger.jobs().resume(one.key());
        }
        boolean paused = ledger.account().paused().isPresent();
        if (job.isEmpty()) {
            ledger.account().goOn();
        }
        console()
                .say((paused && job.isEmpty() ? "The account's pause is lifted; " : "")
                        + Style.count(parked.size(), "parked job")
                        + " will be looked at again; " + goesOn());
        if (asJson()) {
            console()
                    .result(Json.object()
                            .put("exit_code", ExitCode.DONE)
                            .put("resumed", parked.size())
                            .put("pause_lifted", paused && job.isEmpty()));
        }
        return ExitCode.DONE;
    }
}
