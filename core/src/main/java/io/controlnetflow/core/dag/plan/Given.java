package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is known when a run is planned.
 *
 * @param inputs of the run, without defaults
 * @param items what was read from outside, by {@link io.controlnetflow.core.dag.Source#read()}
 * @param outputs of cells that are done; needed only where cells are made of them
 * @param random draws seeds
 */
public record Given(
        ObjectNode inputs, Map<String, List<JsonNode>> items, Map<CellId, JsonNode> outputs, RandomGenerator random) {
    static final Given NOTHING =
            new Given(JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(), Given::nothingToDrawFrom);

    public Given {
        items = Map.copyOf(items);
        outputs = Map.copyOf(outputs);
    }

    public Given(ObjectNode inputs, RandomGenerator random) {
        this(inputs, Map.of(), Map.of(), random);
    }

    private static long nothingToDrawFrom() {
        throw new IllegalStateException("a seed is to be drawn, and the plan was given nothing to draw from");
    }
}
