package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The values that come out of cells, and what a reference takes of them. A file is
 * <code>{"type":"image","ref":"sha256:HEX","mediaType":"image/png"}</code>, or of type {@code video}, {@code audio} or {@code file};
 * a text is <code>{"type":"text","text":"…"}</code>; an object <code>{"type":"object","value":{…}}</code>. Pure functions.
 */
public final class Outputs {
    /** What is meant by {@code ${node.output}}: the output, whatever its type. */
    public static final String OUTPUT = "output";

    private static final Set<String> FILES = Set.of("image", "video", "audio", "file");

    private Outputs() {}

    /** True for what a file, stored or at an address, is in a value. */
    public static boolean isFile(JsonNode value) {
        return FILES.contains(type(value)) && (value.has("ref") || value.has("url"));
    }

    /** Its type; empty for a value that no model made. */
    public static String type(JsonNode value) {
        return value.isObject() ? value.path("type").asText() : "";
    }

    /** The output itself: a text as it is, the inside of an object, a file as its value says. */
    public static JsonNode inside(JsonNode value) {
        return switch (type(value)) {
            case "text" -> value.has("text") ? value.path("text") : value;
            case "object" -> value.has("value") ? value.path("value") : value;
            default -> value;
        };
    }

    /** A value with what was made before as itself: files by reference or address, texts and objects by what they say. */
    public static JsonNode plain(JsonNode value) {
        if (isFile(value)) {
            return value.path(value.has("ref") ? "ref" : "url");
        }
        JsonNode inside = inside(value);
        if (inside instanceof ObjectNode object) {
            ObjectNode out = object.objectNode();
            object.properties().forEach(field -> out.set(field.getKey(), plain(field.getValue())));
            return out;
        }
        if (inside instanceof ArrayNode list) {
            ArrayNode out = list.arrayNode();
            list.forEach(item -> out.add(plain(item)));
            return out;
        }
        return inside;
    }

    /** One step of a reference: a field, or the output by its type. */
    static JsonNode step(JsonNode value, String step) {
        boolean byType = isFile(value) && step.equals(type(value));
        if (byType || (step.equals(OUTPUT) && !value.has(OUTPUT))) {
            return inside(value);
        }
        return value.path(step);
    }

    /** What could be written instead of a step that leads nowhere. */
    static String hint(JsonNode value) {
        return switch (type(value)) {
            case "text" -> "; it is a text, write .text";
            case "object" ->
                "; it is an object, write .output and then one of its fields: "
                        + String.join(
                                ", ",
                                value.path("value").properties().stream()
                                        .map(java.util.Map.Entry::getKey)
                                        .toList());
            case "image", "video", "audio", "file" -> "; it is of type " + type(value) + ", write ." + type(value);
            default -> "";
        };
    }
}
