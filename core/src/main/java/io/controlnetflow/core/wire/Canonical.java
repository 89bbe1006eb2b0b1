package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.job.InvalidField;
import java.math.BigDecimal;
import java.util.TreeMap;

/** Canonical JSON: keys sorted by their UTF-16 units, no white space, numbers as the shortest plain decimal. */
final class Canonical {
    /** Beyond this many digits a number is written with an exponent. */
    private static final int PLAIN = 40;

    private Canonical() {}

    static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        append(node, out);
        return out.toString();
    }

    private static void append(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            out.append('{');
            sorted.forEach((name, value) -> {
                separate(out, '{');
                out.append(Json.write(TextNode.valueOf(name))).append(':');
                append(value, out);
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (JsonNode item : node) {
                separate(out, '[');
                append(item, out);
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(number(node));
        } else {
            out.append(Json.write(node));
        }
    }

    private static void separate(StringBuilder out, char open) {
        if (out.charAt(out.length() - 1) != open) {
            out.append(',');
        }
    }

    private static String number(JsonNode node) {
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            throw new InvalidField("number", node.asText(), "is not a finite number", "");
        }
        BigDecimal value = node.isFloat() ? new BigDecimal(node.asText()) : node.decimalValue();
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return Math.abs((long) stripped.scale()) > PLAIN ? stripped.toString() : stripped.toPlainString();
    }
}
