package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Predicate;

/** What ComfyUI checks before it queues a prompt (source: validate_prompt and validate_inputs in its execution.py). */
final class PromptCheck {
    private final JsonNode classes;
    private final Predicate<String> inputFile;

    PromptCheck(JsonNode classes, Predicate<String> inputFile) {
        this.classes = classes;
        this.inputFile = inputFile;
    }

    /** The body of the 400; empty when there is nothing to say. */
    ObjectNode wrong(JsonNode prompt) {
        for (Map.Entry<String, JsonNode> node : prompt.properties()) {
            String type = node.getValue().path("class_type").asText();
            if (!classes.has(type)) {
                return body(error(
                        "missing_node_type", "Node '" + type + "' not found.", "Node ID '#" + node.getKey() + "'"));
            }
        }
        ObjectNode nodeErrors = Http.JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> node : prompt.properties()) {
            ArrayNode errors = errors(prompt, node.getValue());
            if (!errors.isEmpty()) {
                ObjectNode entry = nodeErrors.putObject(node.getKey());
                entry.set("errors", errors);
                entry.set("class_type", node.getValue().get("class_type"));
            }
        }
        if (nodeErrors.isEmpty()) {
            return Http.JSON.createObjectNode();
        }
        ObjectNode body = body(error("prompt_outputs_failed_validation", "Prompt outputs failed validation", ""));
        body.set("node_errors", nodeErrors);
        return body;
    }

    private ArrayNode errors(JsonNode prompt, JsonNode node) {
        ArrayNode errors = Http.JSON.createArrayNode();
        JsonNode inputs = node.path("inputs");
        JsonNode taken = classes.path(node.path("class_type").asText()).path("input");
        for (String part : new String[] {"required", "optional"}) {
            for (Map.Entry<String, JsonNode> definition : taken.path(part).properties()) {
                JsonNode value = inputs.get(definition.getKey());
                if (value != null) {
                    check(prompt, definition.getKey(), definition.getValue(), value, errors);
                } else if (part.equals("required")) {
                    errors.add(error("required_input_missing", "Required input is missing", definition.getKey()));
                }
            }
        }
        return errors;
    }

    private void check(JsonNode prompt, String name, JsonNode definition, JsonNode value, ArrayNode errors) {
        if (value.isArray()) {
            String type = classes.path(prompt.path(value.path(0).asText())
                            .path("class_type")
                            .asText())
                    .path("output")
                    .path(value.path(1).asInt())
                    .asText("none");
            if (!type.equals(definition.path(0).asText())) {
                errors.add(error(
                        "return_type_mismatch",
                        "Return type mismatch between linked nodes",
                        name + ", received_type(" + type + ") mismatch input_type("
                                + definition.path(0).asText() + ")"));
            }
            return;
        }
        JsonNode extra = definition.path(1);
        if (extra.path("image_upload").asBoolean(false)) {
            if (!inputFile.test(value.asText())) {
                errors.add(error(
                        "custom_validation_failed",
                        "Custom validation failed for node",
                        name + " - Invalid image file: " + value.asText()));
            }
            return;
        }
        JsonNode list = definition.path(0).isArray() ? definition.path(0) : extra.path("options");
        if (list.isArray() && !contains(list, value)) {
            errors.add(error(
                    "value_not_in_list", "Value not in list", name + ": '" + value.asText() + "' not in " + list));
        }
        range(name, extra, value, errors);
    }

    private static void range(String name, JsonNode extra, JsonNode value, ArrayNode errors) {
        if (!value.isNumber()) {
            return;
        }
        BigDecimal number = value.decimalValue();
        if (extra.has("min") && number.compareTo(extra.path("min").decimalValue()) < 0) {
            errors.add(error("value_smaller_than_min", "Value " + number + " smaller than min", name));
        }
        if (extra.has("max") && number.compareTo(extra.path("max").decimalValue()) > 0) {
            errors.add(error("value_bigger_than_max", "Value " + number + " bigger than max", name));
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode choice : list) {
            if (choice.asText().equals(value.asText())) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode body(ObjectNode error) {
        ObjectNode body = Http.JSON.createObjectNode();
        body.set("error", error);
        body.putObject("node_errors");
        return body;
    }

    private static ObjectNode error(String type, String message, String details) {
        ObjectNode error = Http.JSON
                .createObjectNode()
                .put("type", type)
                .put("message", message)
                .put("details", details);
        error.putObject("extra_info");
        return error;
    }
}
