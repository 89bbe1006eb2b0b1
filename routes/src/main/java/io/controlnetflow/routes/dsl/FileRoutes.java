package io.controlnetflow.routes.dsl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of single files in a running context. Not thread-safe. */
final class FileRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FileRoutes.class);
    private static final long STOP_SECONDS = 15;

    private final ModelCamelContext camel;

    FileRoutes(CamelContext camel) {
        this.camel = (ModelCamelContext) camel;
    }

    /**
     * Puts the routes of the text in the place of the file's.
     *
     * @param good what runs now; null for nothing
     * @return what is wrong; the good routes run again then
     */
    List<String> replace(Path file, String text, @Nullable String good) {
        RouteBuilder routes;
        try {
            routes = RouteFile.read(camel, file, text);
        } catch (Exception e) {
            beans(file, good);
            return List.of(file + ": its routes cannot be read: " + cause(e));
        }
        List<String> taken = taken(file, routes);
        if (taken.isEmpty()) {
            return replace(file, routes, good);
        }
        beans(file, good);
        return taken;
    }

    /** Reading a file binds its beans, so the good ones are bound again. */
    private void beans(Path file, @Nullable String good) {
        try {
            if (good != null) {
                RouteFile.read(camel, file, good);
            }
        } catch (Exception e) {
            throw new IllegalStateException(file + ": its last good beans are not bound again: " + cause(e), e);
        }
    }

    private List<String> replace(Path file, RouteBuilder routes, @Nullable String good) {
        try {
            remove(file);
            camel.addRoutes(routes);
            return List.of();
        } catch (Exception e) {
            LOG.warn("{}: its routes do not start", file, e);
            remove(file);
            if (good != null) {
                restore(file, good);
            }
            return List.of(file + ": its routes do not start: " + cause(e));
        }
    }

    /** Camel would let a route of the same id silently take the place of another file's. */
    private List<String> taken(Path file, RouteBuilder routes) {
        List<String> taken = new ArrayList<>();
        for (RouteDefinition route : routes.getRouteCollection().getRoutes()) {
            RouteDefinition other = route.getRouteId() == null ? null : camel.getRouteDefinition(route.getRouteId());
            if (other != null && !isOf(file, other)) {
                Resource where = other.getResource();
                taken.add(file + ": the route " + route.getRouteId() + " is there already"
                        + (where == null ? "" : ", in " + where.getLocation()) + "; give it another id");
            }
        }
        return taken;
    }

    private void restore(Path file, String good) {
        try {
            camel.addRoutes(RouteFile.read(camel, file, good));
        } catch (Exception e) {
            throw new IllegalStateException(file + ": its last good routes do not start again: " + cause(e), e);
        }
    }

    /** Stops and forgets every route of the file; what is under way in them is waited for. */
    void remove(Path file) {
        for (RouteDefinition route : List.copyOf(camel.getRouteDefinitions())) {
            if (isOf(file, route)) {
                remove(route);
            }
        }
    }

    private void remove(RouteDefinition route) {
        try {
            camel.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
            camel.removeRoute(route.getRouteId());
            camel.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException("route " + route.getRouteId() + ": cannot be stopped: " + cause(e), e);
        }
    }

    private static boolean isOf(Path file, RouteDefinition route) {
        Resource resource = route.getResource();
        if (resource == null || !resource.getLocation().startsWith(RouteFile.SCHEME)) {
            return false;
        }
        Path its = Path.of(resource.getLocation().substring(RouteFile.SCHEME.length()));
        return its.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
    }

    private static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
