package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.EngineSettings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flow cancel}. */
@Command(
        name = "cancel",
        description = "Stops a job that is not yet sent. What was sent is paid for and is still fetched.",
        footerHeading = "%nExample%n",
        footer = "  flow cancel 3f9a12c4 --path shop")
public final class CancelVerb extends StateVerb {
    @Parameters(paramLabel = "JOB", description = "The first digits of the job's key.")
    private String job = "";

    public CancelVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    int perform(Ledger ledger, EngineSettings engine) {
        Jobs.Job found = job(ledger, job);
        if (!ledger.jobs().cancel(found.key())) {
            throw new Refusal("job " + found.key().brief() + ": is " + found.state()
                    + " and cannot be cancelled; only what is not yet sent can, what was sent is paid for");
        }
        return decided(found.key(), "is cancelled", "nothing was sent and nothing is paid");
    }
}
