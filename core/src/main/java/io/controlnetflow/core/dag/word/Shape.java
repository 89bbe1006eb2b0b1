package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a value must look like. */
public sealed interface Shape permits AnyOf, Anything, Amount, Choice, ListOf, MapOf, Struct, Text, Truth, Whole {
    /** With its article, as in "a duration such as 10m". */
    String what();

    /** True when the value is of this kind at all; its parts may still be wrong. */
    boolean resembles(JsonNode value);

    /** Adds what is wrong with a value that {@link #resembles}. */
    void inspect(String path, JsonNode value, List<Problem> into);

    /** JSON schema, draft 7. */
    ObjectNode schema();

    /** Adds what is wrong with the value. */
    default void check(String path, JsonNode value, List<Problem> into) {
        if (resembles(value)) {
            inspect(path, value, into);
        } else {
            into.add(new Problem(path, shown(value) + " is not " + what()));
        }
    }

    /** Everything that is wrong with a document, in reading order. */
    default List<Problem> problems(JsonNode document) {
        List<Problem> found = new ArrayList<>();
        check("", document, found);
        return found;
    }

    /** A value inside a message. */
    static String shown(JsonNode value) {
        if (value.isObject()) {
            return "a map";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        String text = value.asText().strip();
        int longest = 60;
        return text.isEmpty() ? "an empty text" : text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
