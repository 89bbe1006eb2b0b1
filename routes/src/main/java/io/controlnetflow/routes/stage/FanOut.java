package io.controlnetflow.routes.stage;

import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands settled runs to whoever puts their results where people find them.
 *
 * <p><b>In</b>: runs of the ledger that are settled and not published, and runs sent to {@link #PUBLISH}. <b>Out</b>: each to
 * {@link Publisher#publish}, which marks it published. <b>Fails with</b>: nothing; a run that could not be published is handed
 * over again after a while.
 */
public final class FanOut extends RouteBuilder {
    /** Where a run that was settled before is sent to be published again. */
    public static final String PUBLISH = "seda:flow-fan-out?size=5000&blockWhenFull=true";

    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int SWEEP = 500;

    /** Where results go. */
    public interface Publisher {
        /** Whether the run's results belong somewhere here. */
        boolean knows(Runs.Run run);

        /**
         * Puts what cells of a run came to where it belongs, while the run goes on.
         *
         * @param cells DONE by a job, and with nothing in place yet
         */
        void early(Runs.Run run, List<Runs.Cell> cells) throws IOException;

        /** Puts the results of a settled run where they belong and marks it published; the same run may come twice. */
        void publish(Runs.Run run) throws IOException;
    }

    private record Later(Runs.Run run, Instant due) {}

    private final Runs runs;
    private final Publisher publisher;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Later> later = new ConcurrentHashMap<>();
    private int strangers;

    public FanOut(Runs runs, Publisher publisher, Clock clock) {
        this.runs = runs;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public void configure() {
        from("timer:flow-fan-out?period=200&delay=100")
                .routeId("flow-fan-out-sweep")
                .setBody(exchange -> next())
                .split(body())
                .to(ExchangePattern.InOnly, PUBLISH);

        from(PUBLISH + "&" + Queues.WAIT + "&concurrentConsumers=2")
                .routeId("flow-fan-out-publish")
                .process(exchange -> publish(exchange.getMessage().getBody(Runs.Run.class)));
    }

    private List<Runs.Run> next() {
        List<Runs.Run> next = new ArrayList<>();
        Instant now = clock.instant();
        for (Later waiting : List.copyOf(later.values())) {
            if (!now.isBefore(waiting.due())) {
                later.remove(waiting.run().plan().id());
                next.add(waiting.run());
            }
        }
        try {
            next.addAll(settled());
        } catch (LedgerUnavailable e) {
            LOG.debug("ledger: {}; publishing waits until it answers", e.getMessage());
        }
        return next;
    }

    /** Runs of folders that nobody serves now stay first in the ledger's list, so it is read beyond them. */
    private List<Runs.Run> settled() {
        List<Runs.Run> all = runs.toPublish(SWEEP + strangers);
        List<Runs.Run> ours = all.stream().filter(publisher::knows).toList();
        strangers = all.size() - ours.size();
        return ours.stream().filter(run -> underWay.add(run.plan().id())).toList();
    }

    private void publish(Runs.Run run) {
        String id = run.plan().id();
        try {
            publisher.publish(run);
            underWay.remove(id);
        } catch (IOException | LedgerUnavailable e) {
            (e instanceof Unwritable ? Attention.LOG : LOG)
                    .warn(
                            "{}: its results cannot be put into place ({}); tried again in {} s",
                            run.plan().label(),
                            e.getMessage(),
                            AGAIN.toSeconds());
            later.put(id, new Later(run, clock.instant().plus(AGAIN)));
        } catch (RuntimeException e) {
            underWay.remove(id);
            throw e;
        }
    }
}
