package io.controlnetflow.core.dag;

import io.controlnetflow.core.dag.word.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds nodes that need themselves, and puts nodes behind what they need. However long the way is, the stack stays flat. */
public final class Cycles {
    private record Step(Node node, Iterator<String> above) {}

    private Cycles() {}

    /** The first cycle, with its whole path. */
    static Optional<Problem> find(List<Node> nodes) {
        List<Node> order = new ArrayList<>();
        return walk(nodes, order);
    }

    /** What is needed first; otherwise in the order written. The nodes have no cycle. */
    public static List<Node> order(List<Node> nodes) {
        List<Node> order = new ArrayList<>();
        walk(nodes, order);
        return order;
    }

    private static Optional<Problem> walk(List<Node> nodes, List<Node> order) {
        Map<String, Node> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));
        Set<String> clean = new HashSet<>();
        for (Node start : nodes) {
            Deque<Step> way = new ArrayDeque<>();
            Set<String> on = new HashSet<>();
            enter(start, way, on, clean);
            while (!way.isEmpty()) {
                Step step = way.getLast();
                if (!step.above.hasNext()) {
                    way.removeLast();
                    on.remove(step.node.id());
                    clean.add(step.node.id());
                    order.add(step.node);
                    continue;
                }
                Node above = byId.get(step.above.next());
                if (above != null && on.contains(above.id())) {
                    return Optional.of(problem(way, above.id()));
                }
                if (above != null) {
                    enter(above, way, on, clean);
                }
            }
        }
        return Optional.empty();
    }

    private static void enter(Node node, Deque<Step> way, Set<String> on, Set<String> clean) {
        if (!clean.contains(node.id())) {
            way.addLast(new Step(node, node.mentioned().iterator()));
            on.add(node.id());
        }
    }

    private static Problem problem(Deque<Step> way, String again) {
        List<String> ids =
                new ArrayList<>(way.stream().map(step -> step.node.id()).toList());
        ids = new ArrayList<>(ids.subList(ids.indexOf(again), ids.size()));
        ids.add(again);
        return new Problem(
                "nodes." + again, "needs itself: " + String.join(" -> ", ids) + "; take one of these references out");
    }
}
