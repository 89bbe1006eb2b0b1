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
import org.apache.camel.StartupListener;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The flows of a context: all routes {@code from: dag:NAME/NODE} of a name together, and the {@link FlowSpec} bean of that name.
 * Checked when the context has started. Thread-safe.
 */
public final class Flows extends ServiceSupport implements StartupListener {
    private record Part(Node node, NodeBody body) {}

    private final CamelContext camel;
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private final Map<String, Flow> checked = new LinkedHashMap<>();

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
        return new LinkedHashSet<>(parts.keySet());
    }

    /**
     * The flow as its routes say it now.
     *
     * @throws InvalidFlow when its parts do not fit together, or there is no such flow
     */
    public synchronized Flow get(String name) {
        Flow known = checked.get(name);
        if (known == null) {
            List<Part> its = parts.get(name);
            if (its == null) {
                throw new InvalidFlow(
                        "dag:" + name,
                        List.of(new Problem(
                                "",
                                "is no flow here; known are "
                                        + (parts.isEmpty() ? "none" : String.join(", ", parts.keySet())))));
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

    /** The route that is the body of this very node, as the run's own flow has it; empty when it was changed or is gone. */
    synchronized Optional<NodeBody> body(String flow, Node node) {
        List<Part> its = parts.getOrDefault(flow, List.of());
        Set<String> names =
                Variables.names(spec(flow), its.stream().map(Part::node).toList());
        return its.stream()
                .filter(part -> part.node().id().equals(node.id())
                        && Variables.back(part.node(), names).body().equals(node.body()))
                .map(Part::body)
                .findFirst();
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        names().forEach(this::get);
    }
}
