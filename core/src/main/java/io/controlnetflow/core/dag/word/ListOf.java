package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A list that holds something.
 *
 * @param what with its article
 * @param item what each of its values looks like
 */
public record ListOf(String what, Shape item) implements Shape {
    @Override
    public boolean resembles(JsonNode value) {
        return value.isArray();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {
        if (value.isEmpty()) {
            into.add(new Problem(path, "is an empty list; write " + what + ", or leave the word out"));
        }
        for (int i = 0; i < value.size(); i++) {
            item.check(path + "[" + i + "]", value.get(i), into);
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema =
                JsonNodeFactory.instance.objectNode().put("type", "array").put("minItems", 1);
        schema.set("items", item.schema());
        return schema;
    }
}
