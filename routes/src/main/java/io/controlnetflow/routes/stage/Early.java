package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the cells of runs that go on to whoever puts their results where people find them, so that the first picture is early.
 *
 * <p><b>In</b>: jobs as this process settles them. <b>Out</b>: the cells that they ended, those of a moment together, to
 * {@link FanOut.Publisher#early}. <b>Fails with</b>: nothing; what is not in place when its run is settled is put there then.
 */
public final class Early extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Early.class);
    private static final int TOGETHER = 200;

    private final Ledger ledger;
    private final FanOut.Publisher publisher;
    private final Queue<JobKey> settled = new ConcurrentLinkedQueue<>();

    public Early(Ledger ledger, FanOut.Publisher publisher) {
        this.ledger = ledger;
        this.publisher = publisher;
    }

    /** A job is settled, one way or another. */
    public void settled(JobKey job) {
        settled.add(job);
    }

    @Override
    public void configure() {
        from("timer:flow-early?period=200&delay=200").routeId("flow-early").process(exchange -> hand());
    }

    private void hand() {
        while (!settled.isEmpty()) {
            List<JobKey> some = new ArrayList<>();
            while (some.size() < TOGETHER && !settled.isEmpty()) {
                some.add(settled.remove());
            }
            try {
                Map<String, List<Runs.Cell>> byRun = new LinkedHashMap<>();
                for (Runs.Cell cell : ledger.placements().wanted(some)) {
                    byRun.computeIfAbsent(cell.runId(), run -> new ArrayList<>())
                            .add(cell);
                }
                for (Map.Entry<String, List<Runs.Cell>> cells : byRun.entrySet()) {
                    hand(ledger.runs().find(cells.getKey()).orElseThrow(), cells.getValue());
                }
            } catch (LedgerUnavailable e) {
                LOG.debug("ledger: {}; these pictures wait until their runs are settled", e.getMessage());
            }
        }
    }

    private void hand(Runs.Run run, List<Runs.Cell> cells) {
        try {
            if (publisher.knows(run)) {
                publisher.early(run, cells);
            }
        } catch (IOException e) {
            LOG.warn(
                    "{}: {}; put into place when the run is settled", run.plan().label(), e.getMessage());
        }
    }
}
