package io.controlnetflow.routes.dsl.reload;

import io.controlnetflow.routes.dsl.RouteFile;
import io.controlnetflow.routes.engine.run.Flows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of files in a running context. Files are changed together: other flows are seen only when all of their parts are
 * there, and when one of them does not start, all are as they were. Not thread-safe.
 */
final class FileRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FileRoutes.class);

    private final ModelCamelContext camel;
    private final Leaving leaving;
    private final Function<Path, String> name;

    /** @param name what a person calls a file */
    FileRoutes(CamelContext camel, Function<Path, String> name) {
        this.name = name;
        this.camel = (ModelCamelContext) camel;
        this.leaving = new Leaving(this.camel);
    }

    /** Forgets the routes that took no further message and have nothing under way any more. */
    void sweep() {
        leaving.sweep();
    }

    /**
     * Puts the routes of the texts in the place of the files'. What did not change runs on untouched.
     *
     * @param texts empty for a file that is gone
     * @param good what runs now; null for nothing
     * @return what is wrong; everything runs as before then
     */
    List<String> replace(Map<Path, Optional<String>> texts, Function<Path, String> good) {
        List<Swap> swaps = new ArrayList<>();
        for (Map.Entry<Path, Optional<String>> one : texts.entrySet()) {
            Path file = one.getKey();
            try {
                swaps.add(Swap.read(camel, file, good.apply(file), one.getValue(), running(file)));
            } catch (Exception e) {
                swaps.add(new Swap(file, good.apply(file), null, null, List.of(), List.of()));
                beans(swaps);
                return List.of(name.apply(file) + ": its routes cannot be read: " + cause(e));
            }
        }
        List<String> taken = taken(swaps);
        if (!taken.isEmpty()) {
            beans(swaps);
            return taken;
        }
        return swap(swaps);
    }

    private List<String> swap(List<Swap> swaps) {
        List<RouteDefinition> added = new ArrayList<>();
        try {
            start(swaps, added);
            return List.of();
        } catch (NotStarted e) {
            LOG.warn("{}: its routes do not start", e.file, e.getCause());
            undo(swaps, added);
            return List.of(name.apply(e.file) + ": its routes do not start: " + cause(e));
        }
    }

    private static final class NotStarted extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Path file;

        NotStarted(Path file, Exception cause) {
            super(cause);
            this.file = file;
        }
    }

    /** Bodies of nodes first: a folder that is watched asks for its whole flow when it starts. */
    private void start(List<Swap> swaps, List<RouteDefinition> added) throws NotStarted {
        Flows flows = Flows.of(camel);
        Path file = swaps.get(0).file();
        flows.hold();
        try {
            swaps.forEach(swap -> swap.leaving().forEach(leaving::add));
            for (Swap swap : swaps) {
                file = swap.file();
                RouteBuilder bodies = swap.bodies();
                if (bodies != null) {
                    bodies.getRouteCollection().getRoutes().forEach(leaving::rename);
                    added.addAll(bodies.getRouteCollection().getRoutes());
                    camel.addRoutes(bodies);
                }
            }
            flows.take();
            for (Swap swap : swaps) {
                file = swap.file();
                RouteBuilder bodies = swap.bodies();
                if (bodies != null) {
                    swap.others().forEach(leaving::rename);
                    swap.others().forEach(bodies.getRouteCollection()::prepareRoute);
                    added.addAll(swap.others());
                    camel.addRouteDefinitions(swap.others());
                    camel.addTemplatedRoutes(bodies);
                }
            }
        } catch (Exception e) {
            throw new NotStarted(file, e);
        }
    }

    private void undo(List<Swap> swaps, List<RouteDefinition> added) {
        Flows flows = Flows.of(camel);
        flows.hold();
        added.forEach(leaving::add);
        try {
            List<Swap> back = new ArrayList<>();
            for (Swap swap : swaps) {
                back.add(swap.back(camel));
            }
            start(back, new ArrayList<>());
        } catch (Exception e) {
            throw new IllegalStateException(
                    swaps.get(0).file() + ": its last good routes do not start again: " + cause(e), e);
        }
    }

    /** Reading a file binds its beans, so the good ones are bound again. */
    private void beans(List<Swap> swaps) {
        for (Swap swap : swaps) {
            try {
                if (swap.good() != null) {
                    RouteFile.read(camel, swap.file(), swap.good());
                }
            } catch (Exception e) {
                throw new IllegalStateException(
                        swap.file() + ": its last good beans are not bound again: " + cause(e), e);
            }
        }
    }

    /** Camel would let a route of the same id silently take the place of another file's. */
    private List<String> taken(List<Swap> swaps) {
        List<String> taken = new ArrayList<>();
        for (Swap swap : swaps) {
            for (RouteDefinition route : swap.coming()) {
                RouteDefinition other =
                        route.getRouteId() == null ? null : camel.getRouteDefinition(route.getRouteId());
                if (other != null && swaps.stream().noneMatch(one -> isOf(one.file(), other))) {
                    Resource where = other.getResource();
                    taken.add(name.apply(swap.file()) + ": the route " + route.getRouteId() + " is there already"
                            + (where == null ? "" : ", in " + where.getLocation()) + "; give it another id");
                }
            }
        }
        return taken;
    }

    private List<RouteDefinition> running(Path file) {
        return camel.getRouteDefinitions().stream()
                .filter(route -> isOf(file, route) && !leaving.has(route))
                .toList();
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
