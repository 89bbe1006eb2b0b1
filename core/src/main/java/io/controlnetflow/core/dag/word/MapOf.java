package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A map whose keys are the writer's own.
 *
 * @param what with its article
 * @param key form of the keys
 * @param value what each of its values looks like
 * @param special keys with a shape of their own
 */
public record MapOf(String what, Text key, Shape value, Map<String, Word> special) implements Shape {
    public MapOf {
        special = Map.copyOf(special);
    }

    public MapOf(String what, Text key, Shape value) {
        this(what, key, value, Map.of());
    }

    @Override
    public boolean resembles(JsonNode map) {
        return map.isObject();
    }

    @Override
    public void inspect(String path, JsonNode map, List<Problem> into) {
        map.properties().forEach(e -> {
            String at = Problem.join(path, e.getKey());
            if (!key.pattern().matcher(e.getKey()).find()) {
                into.add(new Problem(at, "is not " + key.what()));
            }
            Word word = special.get(e.getKey());
            (word == null ? value : word.shape()).check(at, e.getValue(), into);
        });
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("propertyNames").put("pattern", key.pattern().pattern());
        if (!special.isEmpty()) {
            ObjectNode properties = schema.putObject("properties");
            special.values().stream()
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .forEach(word -> properties.set(word.name(), word.schema()));
        }
        schema.set("additionalProperties", value.schema());
        return schema;
    }
}
