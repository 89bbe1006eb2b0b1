package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Size;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Checks inputs against a model's schema: types, ranges, choices, what is required. Names that the schema does not know
 * are dropped without a word, as the provider does.
 */
final class InputCheck {
    private InputCheck() {}

    /**
     * @return what the model understands of the inputs
     * @throws Refusal 400 with the field and what is wrong with it
     */
    static ObjectNode known(ObjectNode inputs, JsonNode schema) {
        return object(inputs, schema, "");
    }

    private static ObjectNode object(ObjectNode inputs, JsonNode schema, String prefix) {
        for (JsonNode name : schema.path("required")) {
            JsonNode value = inputs.path(name.asText());
            if (value.isMissingNode()
                    || value.isNull()
                    || (value.isTextual() && value.asText().isBlank())) {
                throw wrong(prefix + name.asText(), "is required");
            }
        }
        ObjectNode known = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = inputs.get(property.getKey());
            if (value != null && !value.isNull()) {
                known.set(property.getKey(), value(value, property.getValue(), prefix + property.getKey()));
            }
        }
        return known;
    }

    private static JsonNode value(JsonNode value, JsonNode schema, String name) {
        if (schema.has("enum")) {
            demand(among(value, schema.path("enum")), name, value, "is none of " + schema.path("enum"));
        }
        switch (schema.path("type").asText()) {
            case "string" -> text(value, schema, name);
            case "boolean" -> demand(value.isBoolean(), name, value, "is not true or false");
            case "integer" -> {
                demand(value.isNumber() && whole(value.decimalValue()), name, value, "is not a whole number");
                range(value.decimalValue(), schema, name);
            }
            case "number" -> {
                demand(value.isNumber(), name, value, "is not a number");
                range(value.decimalValue(), schema, name);
            }
            case "array" -> {
                return array(value, schema, name);
            }
            default -> {
                demand(value.isObject(), name, value, "is not an object");
                return object((ObjectNode) value, schema, name + ".");
            }
        }
        return value;
    }

    private static void text(JsonNode value, JsonNode schema, String name) {
        demand(value.isTextual(), name, value, "is not a text");
        if (schema.path("x-ui-component").asText().equals("size")) {
            size(value.asText());
        }
    }

    private static boolean among(JsonNode value, JsonNode choices) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void size(String text) {
        try {
            demand(
                    text.matches("\\d+\\*\\d+"),
                    "size",
                    Json.texts(java.util.List.of(text)).get(0),
                    "is not width*height");
            Size.parse(text);
        } catch (InvalidField e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private static ArrayNode array(JsonNode value, JsonNode schema, String name) {
        demand(value.isArray(), name, value, "is not an array");
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (value.size() > most) {
            throw wrong(name, value.size() + " items are more than " + most);
        }
        ArrayNode known = Json.array();
        for (int i = 0; i < value.size(); i++) {
            known.add(value(value.get(i), schema.path("items"), name + "[" + i + "]"));
        }
        return known;
    }

    private static boolean whole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static void range(BigDecimal number, JsonNode schema, String name) {
        boolean low =
                schema.has("minimum") && number.compareTo(schema.path("minimum").decimalValue()) < 0;
        boolean high =
                schema.has("maximum") && number.compareTo(schema.path("maximum").decimalValue()) > 0;
        if (low || high) {
            throw wrong(
                    name,
                    number.toPlainString() + " is outside "
                            + schema.path("minimum").asText() + " to "
                            + schema.path("maximum").asText());
        }
    }

    private static void demand(boolean right, String name, JsonNode value, String otherwise) {
        if (!right) {
            String text = value.toString();
            throw wrong(name, (text.length() > 80 ? text.substring(0, 77) + "..." : text) + " " + otherwise);
        }
    }

    private static Refusal wrong(String name, String what) {
        return new Refusal(400, name + ": " + what);
    }
}
