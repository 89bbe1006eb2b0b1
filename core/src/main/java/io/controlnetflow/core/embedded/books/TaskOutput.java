package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.embedded.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * One thing that came out of a task: a file, or what stands in the answer itself.
 *
 * @param file its name in the folder of outputs; null: a value
 * @param value a text or an object; null: a file
 */
public record TaskOutput(@Nullable String file, @Nullable JsonNode value) {
    public static TaskOutput file(String name) {
        return new TaskOutput(name, null);
    }

    public static TaskOutput value(JsonNode json) {
        return new TaskOutput(null, json);
    }

    /** In the journal; a file is its name, as it was before there were values. */
    JsonNode toJson() {
        return file == null ? Json.object().set("value", value) : TextNode.valueOf(file);
    }

    static TaskOutput of(JsonNode json) {
        return json.isTextual() ? file(json.asText()) : value(json.path("value"));
    }
}
