package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Suggestion;
import java.util.List;

/** One of a few words. */
public record Choice(List<String> words) implements Shape {
    public Choice {
        words = List.copyOf(words);
    }

    @Override
    public String what() {
        return "one of " + String.join(", ", words);
    }

    @Override
    public boolean resembles(JsonNode value) {
        return value.isTextual() && words.contains(value.textValue());
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public void check(String path, JsonNode value, List<Problem> into) {
        if (!resembles(value)) {
            String hint = value.isTextual() ? Suggestion.hint(value.textValue(), words) : "";
            into.add(new Problem(path, Shape.shown(value) + " is not " + what() + (hint.isEmpty() ? "" : "; " + hint)));
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }
}
