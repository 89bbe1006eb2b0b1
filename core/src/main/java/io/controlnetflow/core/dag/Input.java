package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.word.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a flow is given.
 *
 * @param type what it holds
 * @param required true when a run without it is refused
 * @param fallback the value when none is given, of the input's type or with a <code>{{property}}</code> in it; null leaves it out
 */
public record Input(
        InputType type, boolean required, @Nullable JsonNode fallback) {
    /** @throws InvalidFlow for a default of another type, or one that could never be used */
    public Input {
        if (fallback != null) {
            if (required) {
                throw new InvalidFlow("default", "is never used, for the input is required; leave one of both out");
            }
            boolean property = fallback.isTextual() && fallback.textValue().contains("{{");
            if (!property && !type.takes(fallback)) {
                throw new InvalidFlow(
                        "default",
                        Shape.shown(fallback) + " is not " + type.what() + "; the input is of type " + type.text());
            }
        }
    }

    /** @param type as it is written in a file */
    public static Input required(String type) {
        return new Input(InputType.of(type), true, null);
    }

    /** @param type as it is written in a file */
    public static Input optional(String type, @Nullable JsonNode fallback) {
        return new Input(InputType.of(type), false, fallback);
    }
}
