package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Outputs;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a paid cell, or one that calls another flow, asks for, as far as it is known before its run.
 *
 * @param known in the words of the node; what was made before by reference
 * @param open what is written where a value is not known yet, by name
 */
record Asking(String model, ObjectNode known, Map<String, String> open) {
    private static final String MATRIX = "matrix";
    private static final String ITEM = "item";
    private static final String MODEL = "model";

    /**
     * @param inputs of the run, with defaults; an input that is not in it is not given
     * @param names of all inputs
     * @param point of the cell; texts in it may be references
     */
    static Asking of(Node node, Map<String, JsonNode> inputs, Set<String> names, Map<String, JsonNode> point) {
        Asking read = read(node, inputs, names, point);
        JsonNode model = read.known.remove(MODEL);
        return model == null ? read : new Asking(model.asText(), read.known, read.open);
    }

    private static Asking read(
            Node node, Map<String, JsonNode> inputs, Set<String> names, Map<String, JsonNode> point) {
        Map<String, JsonNode> values = new HashMap<>(inputs);
        ObjectNode matrix = JsonNodeFactory.instance.objectNode();
        point.forEach((name, value) -> {
            if (Reference.in(value).isEmpty()) {
                matrix.set(name, value);
            }
        });
        JsonNode item = matrix.remove(ITEM);
        if (item != null) {
            values.put(ITEM, item);
        }
        values.put(MATRIX, matrix);
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        Map<String, String> open = new LinkedHashMap<>();
        node.with().properties().forEach(e -> {
            if (isOpen(e.getValue(), values, names)) {
                open.put(e.getKey(), written(e.getValue()));
            } else {
                put(e.getKey(), e.getValue(), values, known, open);
            }
        });
        return new Asking(PlanPrice.model(node), known, open);
    }

    /** The same of a cell that calls another flow: its parameters are that one's inputs, and its model that one's name. */
    static Asking ofFlow(Node node, Map<String, JsonNode> inputs, Set<String> names, Map<String, JsonNode> point) {
        return read(node, inputs, names, point);
    }

    private static void put(
            String name, JsonNode value, Map<String, JsonNode> values, ObjectNode known, Map<String, String> open) {
        try {
            JsonNode resolved = Values.resolve(
                            JsonNodeFactory.instance.objectNode().set(name, value), values)
                    .path(name);
            if (!resolved.isMissingNode() && !resolved.isNull()) {
                known.set(name, Outputs.plain(resolved));
            }
        } catch (InvalidFlow leadsNowhereYet) {
            open.put(name, written(value));
        }
    }

    private static String written(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static boolean isOpen(JsonNode value, Map<String, JsonNode> values, Set<String> names) {
        return value.toString().contains("{{")
                || Template.isIn(value, names)
                || Reference.in(value).stream()
                        .anyMatch(r -> r.name().equals(MATRIX)
                                ? r.path().isEmpty()
                                        || !values.getOrDefault(MATRIX, JsonNodeFactory.instance.objectNode())
                                                .has(r.path().get(0))
                                : !values.containsKey(r.name()) && !names.contains(r.name()));
    }
}
