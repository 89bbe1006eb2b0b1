package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a flow's input holds. */
public enum InputType {
    /** A picture: a path or URL as text, or a stored picture. */
    IMAGE("an image: a path, a URL or a stored picture"),
    STRING("a text"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    LIST("a list"),
    OBJECT("a map");

    private final String what;

    InputType(String what) {
        this.what = what;
    }

    /** As it is written in a file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With its article, for messages. */
    public String what() {
        return what;
    }

    /** Whether a value may be given to an input of this type. */
    public boolean takes(JsonNode value) {
        return switch (this) {
            case IMAGE -> value.isTextual() || "image".equals(value.path("type").asText());
            case STRING -> value.isTextual();
            case INTEGER -> value.canConvertToExactIntegral();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case LIST -> value.isArray();
            case OBJECT -> value.isObject();
        };
    }

    /** The value as this type holds it: a number or a truth that came as text, as from a table, is read; all else stays. */
    public JsonNode read(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue().strip();
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (this) {
            case INTEGER -> text.matches("[-+]?[0-9]{1,9}") ? json.numberNode(Integer.parseInt(text)) : value;
            case NUMBER ->
                text.matches("[-+]?[0-9]{1,9}(\\.[0-9]{1,9})?") ? json.numberNode(Double.parseDouble(text)) : value;
            case BOOLEAN -> text.matches("true|false") ? json.booleanNode(text.equals("true")) : value;
            default -> value;
        };
    }

    /** Every type as it is written. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(InputType::text).toList();
    }

    /** @throws InvalidFlow for a word that is no type */
    public static InputType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidFlow("type", text + " is not one of " + String.join(", ", texts())));
    }
}
