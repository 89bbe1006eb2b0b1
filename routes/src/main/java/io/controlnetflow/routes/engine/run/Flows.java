package io.controlnetflow.routes.engine.run;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.text.Placeholders;
import io.controlnetflow.core.dag.word.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a context: all routes {@code from: dag:NAME/NODE} of a name together, and the {@link FlowSpec} bean of that name.
 * Checked when the context has started. Thread-safe.
 */
public final class Flows extends ServiceSupport implements StartupListener {
    private record Part(Node node, NodeBody body) {}

    private final CamelContext camel;
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private final Map<String, Flow> checked = new LinkedHashMap<>();
    private @Nullable Map<String, Flow> held;

    private Flows(CamelContext camel) {
        this.camel = camel;
    }

    /** The flows of this context. */
    public static Flows of(CamelContext camel) {
        synchronized (camel) {
            Flows flows = camel.hasService(Flows.class);
            if (flows == null) {
                flows = new Flows(camel);
                try {
                    camel.addService(flows);
                    camel.addStartupListener(flows);
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
            return flows;
        }
    }

    /** A route says that it is the body of a node. */
    public synchronized void add(String flow, Node node, NodeBody body) {
        checked.remove(flow);
        parts.computeIfAbsent(flow, name -> new ArrayList<>()).add(new Part(node, body));
    }

    /** The route is gone. */
    public synchronized void remove(String flow, NodeBody body) {
        checked.remove(flow);
        List<Part> left = parts.getOrDefault(flow, new ArrayList<>());
        left.removeIf(part -> part.body() == body);
        if (left.isEmpty()) {
            parts.remove(flow);
        }
    }

    /** Names of the flows that have a node here. */
    public synchronized Set<String> names() {
        return new LinkedHashSet<>(held == null ? parts.keySet() : held.keySet());
    }

    /** From now on all flows are answered as they are now, whatever becomes of their routes; until {@link #take}. */
    public synchronized void hold() {
        if (held == null) {
            Map<String, Flow> now = new LinkedHashMap<>();
            names().forEach(name -> now.put(name, get(name)));
            held = now;
        }
    }

    /**
     * From now on all flows are as their routes say.
     *
     * @throws InvalidFlow when the parts of one do not fit together; the flows are held as before then
     */
    public synchronized void take() {
        Map<String, Flow> before = held;
        held = null;
        checked.clear();
        try {
            names().forEach(this::get);
        } catch (RuntimeException e) {
            checked.clear();
            held = before;
            throw e;
        }
    }

    /**
     * The flow as its routes say it now.
     *
     * @throws InvalidFlow when its parts do not fit together, or there is no such flow
     */
    public synchronized Flow get(String name) {
        Flow known = held == null ? checked.get(name) : held.get(name);
        if (known == null) {
            List<Part> its = parts.get(name);
            if (its == null || held != null) {
                throw new InvalidFlow(
                        "dag:" + name,
                        List.of(new Problem(
                                "",
                                "is no flow here; known are "
                                        + (names().isEmpty() ? "none" : String.join(", ", names())))));
            }
            known = Variables.flow(spec(name), its.stream().map(Part::node).toList());
            checked.put(name, known);
        }
        return known;
    }

    private FlowSpec spec(String name) {
        FlowSpec found = camel.getRegistry().lookupByNameAndType(name, FlowSpec.class);
        if (found == null) {
            return FlowSpec.standard(name);
        }
        if (!found.name().equals(name)) {
            throw new InvalidFlow(
                    "beans." + name,
                    List.of(new Problem("name", found.name() + " is not the name of the bean; nothing is started")));
        }
        return Placeholders.filled(found, camel::resolvePropertyPlaceholders);
    }

    /**
     * A body of a cell that has begun.
     *
     * @param exchange to be filled and run
     */
    record Begun(NodeBody body, Exchange exchange) {}

    /**
     * An exchange of the route that is the body of this very node, as the run's own flow has it; empty when it was changed or is gone.
     * A route that is taken away knows of it and stays until it is done.
     */
    synchronized Optional<Begun> begin(String flow, Node node) {
        List<Part> its = parts.getOrDefault(flow, List.of());
        Set<String> names =
                Variables.names(spec(flow), its.stream().map(Part::node).toList());
        return its.stream()
                .filter(part -> part.node().id().equals(node.id())
                        && Variables.back(part.node(), names).body().equals(node.body()))
                .findFirst()
                .map(part -> new Begun(part.body(), part.body().exchange()));
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        names().forEach(this::get);
    }
}
