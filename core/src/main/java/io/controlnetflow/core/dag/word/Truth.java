package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code true} or {@code false}. */
public record Truth() implements Shape {
    @Override
    public String what() {
        return "true or false";
    }

    @Override
    public boolean resembles(JsonNode value) {
        return value.isBoolean();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "boolean");
    }
}
