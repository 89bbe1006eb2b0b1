package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Labels;
import io.controlnetflow.core.dag.Names;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Template;
import io.controlnetflow.core.dag.Values;
import io.controlnetflow.core.dag.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a cell's references mean. */
public final class Scope {
    private Scope() {}

    /**
     * Values by name, for {@link Values#resolve}: inputs, needed nodes, {@code matrix} and {@code item}.
     *
     * @param inputs of the run, without defaults
     * @param outputs of the cells that are done; those that the cell needs at least
     */
    public static Map<String, JsonNode> of(
            Flow flow, Plan.Cell cell, ObjectNode inputs, Map<CellId, JsonNode> outputs) {
        Map<String, JsonNode> known = new LinkedHashMap<>(flow.spec().filled(inputs));
        for (Plan.Barrier barrier : cell.barriers()) {
            known.put(barrier.node() + Values.EVERY, every(barrier, outputs));
        }
        for (CellId need : cell.needs()) {
            JsonNode value = outputs.get(need);
            if (value != null) {
                known.put(need.node(), picture(cell, need, value));
            }
        }
        ObjectNode matrix = JsonNodeFactory.instance.objectNode();
        cell.point().forEach((name, value) -> Values.value("matrix." + name, value, known)
                .ifPresent(v -> matrix.set(name, v)));
        JsonNode item = matrix.remove(Names.ITEM);
        if (item != null) {
            known.put(Names.ITEM, item);
        }
        known.put(Names.MATRIX, matrix);
        return known;
    }

    /** Makes the value of a parameter in which Camel's Simple has a part; empty when it has none. */
    public interface Simple {
        /** @param path of the parameter in its node, as in {@code with.prompt} */
        Optional<JsonNode> value(String path, JsonNode written);
    }

    /**
     * The parameters of a cell: references replaced, and a drawn seed in its place.
     *
     * @param known what {@link #of} gave
     */
    public static ObjectNode parameters(Flow flow, Plan.Cell cell, Map<String, JsonNode> known, Simple simple) {
        Node node = flow.node(cell.id().node()).orElseThrow();
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        Set<String> names = Variables.names(flow);
        node.with().properties().forEach(e -> {
            Optional<JsonNode> value = Template.isIn(e.getValue(), names)
                    ? simple.value("with." + e.getKey(), e.getValue())
                    : Values.value(e.getKey(), e.getValue(), known);
            value.ifPresent(v -> with.set(e.getKey(), v));
        });
        Integer seed = cell.seed();
        return seed == null ? with : with.put(Labels.SEED, seed);
    }

    private static ArrayNode every(Plan.Barrier barrier, Map<CellId, JsonNode> outputs) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (CellId id : barrier.cells()) {
            JsonNode value = outputs.get(id);
            if (value instanceof ArrayNode several) {
                all.addAll(several);
            } else if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** One of several pictures, when the cell stands for it. */
    private static JsonNode picture(Plan.Cell cell, CellId need, JsonNode value) {
        String n = cell.id().coordinates().get(Names.PICTURE);
        if (n == null || need.coordinates().containsKey(Names.PICTURE) || !value.isArray()) {
            return value;
        }
        return value.path(Integer.parseInt(n) - 1);
    }
}
