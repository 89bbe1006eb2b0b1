package io.controlnetflow.core.dag.draw;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Edge;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be seen of a flow, before it has a place on paper: triggers first, then inputs, nodes and outputs. Inputs that the same
 * nodes refer to share a box, and outputs of the same nodes.
 */
record Sketch(List<Box> boxes, List<Arrow> arrows) {
    Sketch {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }

    static Sketch of(Subject subject) {
        Flow flow = subject.flow();
        Maker maker = new Maker();
        if (!flow.spec().triggers().isEmpty()) {
            maker.add(EndBoxes.triggers(flow.spec().triggers()));
        }
        maker.inputs(flow);
        for (Node node : flow.nodes()) {
            maker.add(NodeBox.of(subject, node));
        }
        for (Edge edge : flow.edges()) {
            maker.arrow(edge.from(), edge.to(), Arrow.Look.of(edge.all(), edge.order()));
        }
        maker.outputs(flow);
        maker.starts(flow);
        return new Sketch(maker.boxes, List.copyOf(maker.arrows));
    }

    /** Where a box may lie: triggers, then inputs, then nodes; outputs at the end. */
    int floor(Box box) {
        int inputs = boxes.get(0).kind() == Kind.TRIGGER ? 1 : 0;
        boolean some = boxes.stream().anyMatch(b -> b.kind() == Kind.INPUT);
        return switch (box.kind()) {
            case TRIGGER -> 0;
            case INPUT -> inputs;
            default -> inputs + (some ? 1 : 0);
        };
    }

    private static final class Maker {
        private final List<Box> boxes = new ArrayList<>();
        private final Set<Arrow> arrows = new LinkedHashSet<>();
        private final Map<String, Integer> places = new HashMap<>();

        int add(Box box) {
            boxes.add(box);
            if (box.kind() != Kind.OUTPUT) {
                box.names().forEach(name -> places.put(name, boxes.size() - 1));
            }
            return boxes.size() - 1;
        }

        void arrow(String from, String to, Arrow.Look look) {
            int source = places.getOrDefault(from, 0);
            arrow(source, places.getOrDefault(to, 0), look);
        }

        private void arrow(int from, int to, Arrow.Look look) {
            boolean given = boxes.get(from).kind() == Kind.INPUT;
            arrows.add(new Arrow(from, to, given ? Arrow.Look.GIVEN : look));
        }

        void inputs(Flow flow) {
            Map<Set<String>, Map<String, Input>> byUse = new LinkedHashMap<>();
            flow.inputs().forEach((name, input) -> {
                Set<String> use = new LinkedHashSet<>();
                flow.edges().stream()
                        .filter(e -> e.from().equals(name))
                        .forEach(e -> use.add(e.to() + e.all() + e.order()));
                flow.spec().outputs().forEach((output, value) -> Reference.in(value).stream()
                        .filter(r -> r.name().equals(name))
                        .forEach(r -> use.add(output + "." + r.all())));
                byUse.computeIfAbsent(use, u -> new LinkedHashMap<>()).put(name, input);
            });
            byUse.values().forEach(inputs -> add(EndBoxes.inputs(inputs)));
        }

        void outputs(Flow flow) {
            Map<Set<Reference>, Map<String, JsonNode>> bySource = new LinkedHashMap<>();
            flow.spec().outputs().forEach((name, value) -> {
                Set<Reference> sources = new LinkedHashSet<>();
                Reference.in(value).stream()
                        .filter(r -> places.containsKey(r.name()))
                        .forEach(r -> sources.add(new Reference(r.name(), r.all(), List.of())));
                bySource.computeIfAbsent(sources, s -> new LinkedHashMap<>()).put(name, value);
            });
            bySource.forEach((sources, outputs) -> {
                int box = add(EndBoxes.outputs(outputs));
                sources.forEach(r -> arrow(places.getOrDefault(r.name(), 0), box, Arrow.Look.of(r.all(), false)));
            });
        }

        /** What nothing else leads to begins with a run. */
        void starts(Flow flow) {
            if (flow.spec().triggers().isEmpty()) {
                return;
            }
            Set<Integer> reached = new LinkedHashSet<>();
            arrows.forEach(arrow -> reached.add(arrow.to()));
            for (int i = 1; i < boxes.size(); i++) {
                if (!reached.contains(i) && boxes.get(i).kind() != Kind.OUTPUT) {
                    arrows.add(new Arrow(0, i, Arrow.Look.GIVEN));
                }
            }
        }
    }
}
