package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a flow is given.
 *
 * @param type {@code image}, {@code string}, {@code number}, {@code integer}, {@code boolean}, {@code array} or {@code object}
 * @param required true when a run without it is refused
 * @param fallback the value when none is given; null leaves it out
 */
public record Input(String type, boolean required, @Nullable JsonNode fallback) {
    public static Input required(String type) {
        return new Input(type, true, null);
    }

    public static Input optional(String type, @Nullable JsonNode fallback) {
        return new Input(type, false, fallback);
    }
}
