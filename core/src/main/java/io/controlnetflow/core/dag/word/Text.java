package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of a form.
 *
 * @param what with its article
 * @param pattern anchored, of a kind that Java and ECMAScript both read
 */
public record Text(String what, Pattern pattern) implements Shape {
    private static final Pattern SOME = Pattern.compile("\\S");

    /** Any text that is not blank. */
    public static Text any(String what) {
        return new Text(what, SOME);
    }

    public static Text of(String what, String pattern) {
        return new Text(what, Pattern.compile(pattern));
    }

    @Override
    public boolean resembles(JsonNode value) {
        return value.isTextual() && pattern.matcher(value.textValue()).find();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {}

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", pattern.pattern());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text t
                && t.what.equals(what)
                && t.pattern.pattern().equals(pattern.pattern());
    }

    @Override
    public int hashCode() {
        return what.hashCode();
    }
}
