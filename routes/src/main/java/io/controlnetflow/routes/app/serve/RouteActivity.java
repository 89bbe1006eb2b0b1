package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.engine.run.NodeBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ScheduledPollConsumer;

/** Listens to a context's exchanges: how many ended, how many failed and why, and whether the routes are quiet. Thread-safe. */
final class RouteActivity extends EventNotifierSupport {
    /** How the routes of the engine's own stages are called. */
    static final String OURS = "flow-";

    private static final int MOST_FAILURES = 1000;

    private final Clock clock;
    private final List<String> failures = new ArrayList<>();
    private Instant last;
    private long done;
    private long failed;

    RouteActivity(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreRouteEvents(true);
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        if (!(event instanceof CamelEvent.ExchangeEvent of) || inner(of.getExchange())) {
            return;
        }
        last = clock.instant();
        if (event instanceof CamelEvent.ExchangeCompletedEvent) {
            done++;
        } else if (event instanceof CamelEvent.ExchangeFailedEvent) {
            failed++;
            if (failures.size() < MOST_FAILURES) {
                failures.add(message(of.getExchange()));
            }
        }
    }

    synchronized long done() {
        return done;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** True when every polled source was looked at, nothing is under way and nothing happened for a while. */
    synchronized boolean quiet(CamelContext context, Duration atLeast) {
        return underWay(context) == 0
                && !clock.instant().isBefore(last.plus(atLeast))
                && context.getRoutes().stream().allMatch(RouteActivity::polled);
    }

    /** True when nothing happened for a while, whatever is under way. */
    synchronized boolean standsStill(Duration atLeast) {
        return !clock.instant().isBefore(last.plus(atLeast));
    }

    /** Exchanges of a person's own routes that have not ended. */
    static int underWay(CamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> !inner(route))
                .map(Route::getRouteId)
                .mapToInt(id -> context.getInflightRepository().size(id))
                .sum();
    }

    private static boolean polled(Route route) {
        return !(route.getConsumer() instanceof ScheduledPollConsumer consumer)
                || (consumer.isFirstPollDone() && !consumer.isPolling());
    }

    /** A stage of the engine, or the body of a node: how its run ends is told with the run. */
    static boolean inner(Route route) {
        return route.getRouteId().startsWith(OURS) || route.getConsumer() instanceof NodeBody;
    }

    private static boolean inner(Exchange exchange) {
        String id = exchange.getFromRouteId();
        Route route = id == null ? null : exchange.getContext().getRoute(id);
        return id != null && (id.startsWith(OURS) || (route != null && inner(route)));
    }

    private static String message(Exchange exchange) {
        Exception cause = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : exchange.getException();
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String what = cause == null ? "failed" : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return (file == null ? exchange.getFromRouteId() : file) + ": " + what;
    }
}
