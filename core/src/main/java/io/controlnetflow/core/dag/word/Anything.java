package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Whatever is there, as long as something is. */
public record Anything() implements Shape {
    @Override
    public String what() {
        return "a value";
    }

    @Override
    public boolean resembles(JsonNode value) {
        return !value.isNull();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        List.of("string", "number", "boolean", "object", "array").forEach(schema.putArray("type")::add);
        return schema;
    }
}
