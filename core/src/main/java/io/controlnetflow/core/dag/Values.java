package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Puts values in the place of references. A parameter that is nothing but a reference takes the value as it is; inside text
 * the value is written out. A parameter whose value is absent is left out.
 */
public final class Values {
    /** After a node's name: the values of all of its cells, where one of them stands under the name itself. */
    public static final String EVERY = "[*]";

    private Values() {}

    /**
     * @param with parameters with references
     * @param known values by input and node name; {@code matrix} and {@code item} where a cell has them
     * @throws InvalidFlow when a path leads nowhere, or text needs a value that is absent
     */
    public static ObjectNode resolve(ObjectNode with, Map<String, JsonNode> known) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        with.properties().forEach(e -> value(e.getKey(), e.getValue(), known).ifPresent(v -> out.set(e.getKey(), v)));
        return out;
    }

    public static Optional<JsonNode> value(String field, JsonNode value, Map<String, JsonNode> known) {
        if (value.isTextual()) {
            return text(field, value.textValue(), known);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> value(field, item, known).ifPresent(out::add));
            return Optional.of(out);
        }
        return Optional.of(value instanceof ObjectNode object ? resolve(object, known) : value);
    }

    private static Optional<JsonNode> text(String field, String text, Map<String, JsonNode> known) {
        Matcher m = Reference.matcher(text);
        if (m.matches()) {
            return take(field, Template.shortened(Reference.of(m), known.keySet()), known);
        }
        StringBuilder out = new StringBuilder();
        m.reset();
        while (m.find()) {
            Reference r = Template.shortened(Reference.of(m), known.keySet());
            JsonNode v = take(field, r, known)
                    .orElseThrow(() -> new InvalidFlow(field + ": " + r + " has no value; give it one, or a default"));
            m.appendReplacement(out, Matcher.quoteReplacement(v.isValueNode() ? v.asText() : v.toString()));
        }
        return Optional.of(JsonNodeFactory.instance.textNode(m.appendTail(out).toString()));
    }

    static Optional<JsonNode> take(String field, Reference r, Map<String, JsonNode> known) {
        JsonNode value =
                r.all() && known.containsKey(r.name() + EVERY) ? known.get(r.name() + EVERY) : known.get(r.name());
        if (value == null || value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        if (r.all()) {
            ArrayNode out = JsonNodeFactory.instance.arrayNode();
            (value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value))
                    .forEach(one -> out.add(follow(field, r, one)));
            return Optional.of(out);
        }
        return Optional.of(follow(field, r, value));
    }

    public static JsonNode follow(String field, Reference r, JsonNode value) {
        JsonNode at = value;
        for (String step : r.path()) {
            // a cell's value is one output or a list of them; ".image" means the picture, or the first of them
            JsonNode one = at.isArray() ? at.path(0) : at;
            at = Outputs.step(one, step);
            if (at.isMissingNode()) {
                throw new InvalidFlow(field + ": " + r + " leads nowhere: there is no " + step + Outputs.hint(one));
            }
        }
        return at;
    }
}
