package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Values;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.Runs;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes out of a settled run. Pure. */
public final class RunOutputs {
    private static final String EVERY = "[*]";

    private RunOutputs() {}

    /**
     * The outputs that the flow names; a flow that names none gives what was paid for, by node. What has no value is left out.
     */
    public static ObjectNode of(Flow flow, Runs.Run run, List<Runs.Cell> cells) {
        Map<String, JsonNode> known = new HashMap<>(
                flow.spec().filled((ObjectNode) CellDetail.read(run.plan().inputs())));
        Map<String, ArrayNode> all = new HashMap<>();
        for (Runs.Cell cell : cells) {
            String output = cell.output();
            if (cell.state() == CellState.DONE && output != null && cell.gate().equals(Gate.CELL)) {
                JsonNode value = CellDetail.read(output);
                known.putIfAbsent(cell.node(), value);
                ArrayNode every = all.computeIfAbsent(cell.node(), n -> JsonNodeFactory.instance.arrayNode());
                if (value instanceof ArrayNode several) {
                    every.addAll(several);
                } else {
                    every.add(value);
                }
            }
        }
        if (flow.spec().outputs().isEmpty()) {
            ObjectNode paid = JsonNodeFactory.instance.objectNode();
            flow.nodes().stream()
                    .filter(node -> node.isPaid() && all.containsKey(node.id()))
                    .forEach(node -> paid.set(node.id(), all.get(node.id())));
            return paid;
        }
        all.forEach((node, values) -> known.put(node + EVERY, values));
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        flow.spec().outputs().forEach(named::set);
        return Values.resolve(present(named, known), known);
    }

    /** Without outputs whose node has no value: it was skipped, or may fail. */
    private static ObjectNode present(ObjectNode named, Map<String, JsonNode> known) {
        ObjectNode there = JsonNodeFactory.instance.objectNode();
        named.properties().forEach(e -> {
            if (Reference.in(e.getValue()).stream()
                    .allMatch(r -> known.containsKey(r.name()) || known.containsKey(r.name() + EVERY))) {
                there.set(e.getKey(), e.getValue());
            }
        });
        return there;
    }

    /** Nodes whose texts are put where people find them, too: a text is mostly there for another node. */
    public static Set<String> told(Flow flow) {
        Set<String> nodes = named(flow);
        for (Node node : flow.nodes()) {
            Boolean said = flow.rules(node).publish();
            if (said != null && said) {
                nodes.add(node.id());
            } else if (said != null) {
                nodes.remove(node.id());
            }
        }
        return nodes;
    }

    private static Set<String> named(Flow flow) {
        Set<String> nodes = new LinkedHashSet<>();
        flow.spec().outputs().values().forEach(value -> Reference.in(value).forEach(r -> nodes.add(r.name())));
        return nodes;
    }

    /** Nodes whose results are put where people find them: what is paid for, what is a named output, and what says so. */
    public static Set<String> published(Flow flow) {
        Set<String> nodes = named(flow);
        for (Node node : flow.nodes()) {
            Boolean said = flow.rules(node).publish();
            if (said == null ? node.isPaid() : said) {
                nodes.add(node.id());
            } else if (said != null) {
                nodes.remove(node.id());
            }
        }
        return nodes;
    }
}
