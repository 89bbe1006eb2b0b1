package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands settled runs to whoever puts their results where people find them.
 *
 * <p><b>In</b>: runs of the ledger that are settled and not published. <b>Out</b>: each to {@link Publisher#publish}, which
 * marks it published. <b>Fails with</b>: nothing; a run that could not be published is handed over again.
 */
public final class FanOut extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int SWEEP = 500;

    /** Where a run that was settled before is sent to be published again. */
    public static final String PUBLISH = "seda:flow-fan-out?size=5000&blockWhenFull=true";

    /** Where results go. */
    public interface Publisher {
        /** Whether the run's results belong somewhere here. */
        boolean knows(String runId);

        /**
         * Puts the results of a settled run where they belong and marks it published; the same run may come twice. A run that
         * is not known here stays as it is.
         */
        void publish(Runs.Run run);
    }

    private final Runs runs;
    private final Publisher publisher;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private int strangers;

    public FanOut(Runs runs, Publisher publisher) {
        this.runs = runs;
        this.publisher = publisher;
    }

    @Override
    public void configure() {
        from("timer:flow-fan-out?period=200&delay=100")
                .routeId("flow-fan-out-sweep")
                .setBody(exchange -> settled())
                .split(body())
                .to(ExchangePattern.InOnly, PUBLISH);

        from(PUBLISH + "&concurrentConsumers=2")
                .routeId("flow-fan-out-publish")
                .process(exchange -> publish(exchange.getMessage().getBody(Runs.Run.class)));
    }

    private List<Runs.Run> settled() {
        try {
            // runs of folders that nobody serves now stay first in the list; look behind them
            List<Runs.Run> all = runs.toPublish(SWEEP + strangers);
            List<Runs.Run> ours =
                    all.stream().filter(run -> publisher.knows(run.plan().id())).toList();
            strangers = all.size() - ours.size();
            return ours.stream().filter(run -> underWay.add(run.plan().id())).toList();
        } catch (LedgerUnavailable e) {
            LOG.warn("ledger: {}; publishing waits until it answers", e.getMessage());
            return List.of();
        }
    }

    private void publish(Runs.Run run) {
        String id = run.plan().id();
        try {
            publisher.publish(run);
        } finally {
            underWay.remove(id);
        }
    }
}
