package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A number of zero or more, as of money. */
public record Amount(String what) implements Shape {
    @Override
    public boolean resembles(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() >= 0;
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "number").put("minimum", 0);
    }
}
