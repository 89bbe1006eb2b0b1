package io.controlnetflow.core.embedded.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** The first route that fits wins. */
public final class Router {
    /** A route and how its path fits. */
    public record Found(Route route, Matcher path) {}

    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    public Optional<Found> find(String method, String path) {
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                return Optional.of(new Found(route, matcher));
            }
        }
        return Optional.empty();
    }

    /** Whether another method would fit. */
    public boolean knows(String path) {
        return routes.stream().anyMatch(r -> r.path().matcher(path).matches());
    }
}
