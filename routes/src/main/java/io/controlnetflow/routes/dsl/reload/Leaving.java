package io.controlnetflow.routes.dsl.reload;

import io.controlnetflow.routes.engine.run.NodeBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Routes that take no further message. What is under way in them comes to its end before they are forgotten, however long it takes;
 * only where two routes cannot stand at the same source, as with {@code direct:}, it is waited for and cut off after a minute. Not
 * thread-safe.
 */
final class Leaving {
    private static final long STOP_SECONDS = 60;
    private static final int MOST = 10_000;

    private final ModelCamelContext camel;
    private final Set<String> ids = new LinkedHashSet<>();

    Leaving(ModelCamelContext camel) {
        this.camel = camel;
    }

    /** From now on the route takes nothing. */
    void add(RouteDefinition definition) {
        String id = definition.getRouteId();
        Route route = id == null ? null : camel.getRoute(id);
        if (route == null) {
            forget(definition);
            return;
        }
        boolean both =
                route.getEndpoint() instanceof MultipleConsumersSupport many && many.isMultipleConsumersSupported();
        if (both) {
            ServiceHelper.stopService(route.getConsumer());
        }
        if (!both || idle(route)) {
            forget(definition);
        } else {
            ids.add(id);
        }
    }

    boolean has(RouteDefinition definition) {
        return ids.contains(String.valueOf(definition.getRouteId()));
    }

    /** Gives the route another id when one of its id is still leaving. */
    void rename(RouteDefinition definition) {
        String id = definition.getRouteId();
        for (int n = 2; id != null && n < MOST && ids.contains(definition.getRouteId()); n++) {
            definition.setId(id + Difference.AGAIN + n);
        }
    }

    void sweep() {
        for (String id : List.copyOf(ids)) {
            Route route = camel.getRoute(id);
            if (route == null || idle(route)) {
                ids.remove(id);
                RouteDefinition definition = camel.getRouteDefinition(id);
                if (definition != null) {
                    forget(definition);
                }
            }
        }
    }

    private boolean idle(Route route) {
        return camel.getInflightRepository().size(route.getRouteId()) == 0
                && (!(route.getConsumer() instanceof NodeBody body) || body.idle());
    }

    private void forget(RouteDefinition definition) {
        String id = definition.getRouteId();
        try {
            if (id != null && camel.getRoute(id) != null) {
                camel.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
                camel.removeRoute(id);
            }
            camel.removeRouteDefinition(definition);
        } catch (Exception e) {
            throw new IllegalStateException("route " + id + ": cannot be stopped: " + e.getMessage(), e);
        }
    }
}
