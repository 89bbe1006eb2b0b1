package io.controlnetflow.core.dag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comes before a node.
 *
 * @param from an input or a node
 * @param to the node
 * @param all true when every cell of {@code from} is waited for; false when each cell goes by itself
 * @param order true when no value goes this way
 */
public record Edge(String from, String to, boolean all, boolean order) {
    /**
     * Every edge of a flow once, by the node it leads to, in reading order. One for order only is left out where a value goes the
     * same way.
     */
    static List<Edge> of(Flow flow) {
        Set<String> known = new LinkedHashSet<>(flow.inputs().keySet());
        flow.nodes().forEach(node -> known.add(node.id()));
        List<Edge> edges = new ArrayList<>();
        for (Node node : flow.nodes()) {
            Map<List<Object>, Edge> found = new LinkedHashMap<>();
            for (Mention mention : node.mentions()) {
                Reference r = mention.reference();
                if (known.contains(r.name())) {
                    boolean order = mention.path().equals("needs");
                    found.merge(
                            List.of(r.name(), r.all()),
                            new Edge(r.name(), node.id(), r.all(), order),
                            (a, b) -> a.order() ? b : a);
                }
            }
            edges.addAll(found.values());
        }
        return edges;
    }
}
