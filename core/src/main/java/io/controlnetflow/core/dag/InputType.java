package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
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
