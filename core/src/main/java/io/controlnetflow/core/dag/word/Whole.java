package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A whole number, both ends included. */
public record Whole(int min, int max) implements Shape {
    @Override
    public String what() {
        return "a whole number from " + min + " to " + max;
    }

    @Override
    public boolean resembles(JsonNode value) {
        return value.canConvertToExactIntegral()
                && value.canConvertToInt()
                && value.intValue() >= min
                && value.intValue() <= max;
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "integer")
                .put("minimum", min)
                .put("maximum", max);
    }
}
