package io.controlnetflow.routes.dsl.reload;

import io.controlnetflow.routes.dsl.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One file's way from its last good text to another one.
 *
 * @param good what runs now; null for nothing
 * @param text null when the file is gone
 * @param bodies what the text says, without what runs already; of its routes only the bodies of nodes; null when the file is gone
 * @param others its other routes, which may ask for whole flows at once
 * @param leaving routes that run now and are not in the text
 */
record Swap(
        Path file,
        @Nullable String good,
        @Nullable String text,
        @Nullable RouteBuilder bodies,
        List<RouteDefinition> others,
        List<RouteDefinition> leaving) {
    Swap {
        others = List.copyOf(others);
        leaving = List.copyOf(leaving);
    }

    /**
     * Reads the new text. The file's beans are bound in the context.
     *
     * @param running the file's routes as they run
     */
    static Swap read(
            CamelContext camel, Path file, @Nullable String good, Optional<String> text, List<RouteDefinition> running)
            throws Exception {
        if (text.isEmpty()) {
            return new Swap(file, good, null, null, List.of(), running);
        }
        RouteBuilder routes = RouteFile.read(camel, file, text.get());
        List<RouteDefinition> fresh = routes.getRouteCollection().getRoutes();
        List<RouteDefinition> leaving = new ArrayList<>(running);
        if (Difference.sameBeside(file, good, text.get())) {
            for (RouteDefinition route : List.copyOf(fresh)) {
                RouteDefinition same = same(camel, route, leaving);
                if (same != null) {
                    leaving.remove(same);
                    fresh.remove(route);
                }
            }
        }
        List<RouteDefinition> others =
                fresh.stream().filter(route -> !isBody(route)).toList();
        fresh.removeAll(others);
        return new Swap(file, good, text.get(), routes, others, leaving);
    }

    /** The last good routes among those that are leaving, to be started again. */
    Swap back(CamelContext camel) throws Exception {
        if (good == null) {
            return new Swap(file, null, null, null, List.of(), List.of());
        }
        RouteBuilder routes = RouteFile.read(camel, file, good);
        List<RouteDefinition> all = routes.getRouteCollection().getRoutes();
        all.removeIf(route -> leaving.stream().noneMatch(gone -> isAs(route, gone)));
        List<RouteDefinition> others =
                all.stream().filter(route -> !isBody(route)).toList();
        all.removeAll(others);
        return new Swap(file, good, good, routes, others, List.of());
    }

    private static boolean isAs(RouteDefinition route, RouteDefinition other) {
        return route.getRouteId() == null
                ? !other.hasCustomIdAssigned()
                : Difference.id(other).equals(route.getRouteId());
    }

    private static @Nullable RouteDefinition same(
            CamelContext camel, RouteDefinition route, List<RouteDefinition> running) throws Exception {
        for (RouteDefinition other : running) {
            if (isAs(route, other) && Difference.same(camel, route, other)) {
                return other;
            }
        }
        return null;
    }

    /** Everything that is to be started. */
    List<RouteDefinition> coming() {
        List<RouteDefinition> coming = new ArrayList<>(others);
        if (bodies != null) {
            coming.addAll(bodies.getRouteCollection().getRoutes());
        }
        return coming;
    }

    private static boolean isBody(RouteDefinition route) {
        return route.getInput() != null
                && String.valueOf(route.getInput().getEndpointUri()).startsWith("dag:");
    }
}
