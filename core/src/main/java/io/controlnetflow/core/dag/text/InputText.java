package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.InputType;

/** Values of inputs that a person typed. Pure functions. */
public final class InputText {
    private InputText() {}

    /**
     * A text for texts and pictures, else the value that it is as YAML; one that is no value of the type is left for the check of
     * the inputs.
     *
     * @throws io.controlnetflow.core.dag.InvalidFlow for what looks like a list or a map and is none
     */
    public static JsonNode read(InputType type, String text) {
        return isText(type) ? TextNode.valueOf(text) : OptionText.read(text);
    }

    /** A value as the option {@code with.NAME} of an endpoint. */
    public static String option(JsonNode value) {
        return OptionText.write(value);
    }

    /**
     * What {@link #option} wrote, or a person in its place.
     *
     * @throws io.controlnetflow.core.dag.InvalidFlow for what looks like a list or a map and is none
     */
    public static JsonNode ofOption(InputType type, String text) {
        JsonNode value = OptionText.read(text);
        return isText(type) && value.isValueNode() && !value.isTextual() ? TextNode.valueOf(text) : value;
    }

    private static boolean isText(InputType type) {
        return type == InputType.STRING || type == InputType.IMAGE;
    }
}
