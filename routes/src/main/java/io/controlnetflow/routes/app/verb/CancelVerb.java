package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Orders;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow cancel}. */
@Command(
        name = "cancel",
        description =
                "Stops a run, or a job, as far as it is not yet sent. What was sent is paid for and is still fetched.",
        footerHeading = "%nExamples%n",
        footer = {"  flow cancel 3f9a12c4 --path shop", "  flow cancel cat.jpg --path shop"})
public final class CancelVerb extends RunOrJobVerb {
    public CancelVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Done run(Ledger ledger, String run) {
        Orders.Cancelled done = ledger.orders().cancel(run);
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("cells", done.cells());
        counts.put("jobs", done.jobs());
        counts.put("under_way", done.underWay());
        return new Done(
                "is cancelled; " + Style.count(done.cells(), "cell") + " and " + Style.count(done.jobs(), "job")
                        + " do not begin, " + done.underWay() + " still end by themselves",
                counts);
    }

    @Override
    int job(Ledger ledger, Jobs.Job job) {
        if (!ledger.jobs().cancel(job.key())) {
            throw new Refusal("job " + job.key().brief() + ": is " + job.state()
                    + " and cannot be cancelled; only what is not yet sent can, what was sent is paid for");
        }
        return decided(job.key(), "is cancelled", "nothing was sent and nothing is paid");
    }
}
