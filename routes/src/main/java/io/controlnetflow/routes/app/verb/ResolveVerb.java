package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow resolve}. */
@Command(
        name = "resolve",
        description = "Decides a job whose submit has an unknown fate.",
        footerHeading = "%nExamples%n",
        footer = {
            "  flow resolve 3f9a12c4 --adopt 8b1c55e0f2d84c0c  # that prediction is the job's",
            "  flow resolve 3f9a12c4 --resubmit                # send it again; may be paid twice",
            "  flow resolve 3f9a12c4 --drop                    # give it up; may have been paid"
        })
public final class ResolveVerb extends StateVerb {
    /** Exactly one of the three. */
    static final class Decision {
        @Option(names = "--adopt", paramLabel = "ID", description = "This prediction of the provider is the job's.")
        private @Nullable String adopt;

        @Option(names = "--resubmit", description = "Send it again, knowing that it may be paid twice.")
        @SuppressWarnings("UnusedVariable") // what is neither adopt nor drop is this
        private boolean resubmit;

        @Option(names = "--drop", description = "Give it up, knowing that it may have been paid.")
        private boolean drop;
    }

    @Parameters(paramLabel = "JOB", description = "The first digits of the job's key.")
    private String job = "";

    @ArgGroup(multiplicity = "1", heading = "%nDecision%n")
    private Decision decision = new Decision();

    public ResolveVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        Jobs.Job found = job(ledger, job);
        if (found.state() != JobState.IN_DOUBT && found.state() != JobState.HELD) {
            throw new Refusal("job " + found.key().brief() + ": is " + found.state() + ", not in doubt or held; "
                    + "there is nothing to resolve");
        }
        String next = goesOn();
        String id = decision.adopt;
        if (id != null) {
            if (!ledger.doubts().adopt(found.key(), id, clock().instant())) {
                throw new Refusal(
                        "--adopt: " + id + " cannot be this job's: it is no prediction id, or belongs to another job");
            }
            return decided(found.key(), "is prediction " + id, next);
        }
        if (decision.drop) {
            ledger.doubts().drop(found.key());
            return decided(found.key(), "was given up", "nothing more happens to it");
        }
        ledger.doubts().resubmit(found.key());
        return decided(found.key(), "will be sent again", next);
    }
}
