package io.controlnetflow.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts in place of numbers and booleans. Pure functions. */
final class Texts {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private Texts() {}

    /** What a text means by the schema of its field; any other value as it is. */
    static JsonNode read(JsonNode value, JsonNode schema) {
        Set<String> types = types(schema.path("type"));
        if (!value.isTextual() || types.isEmpty() || types.contains("string")) {
            return value;
        }
        String text = value.textValue().strip();
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        if ((types.contains("integer") || types.contains("number"))
                && NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.scale() > 0 ? DecimalNode.valueOf(number) : whole(number.longValueExact());
        }
        return value;
    }

    private static JsonNode whole(long number) {
        boolean small = number == (int) number;
        return small ? JsonNodeFactory.instance.numberNode((int) number) : JsonNodeFactory.instance.numberNode(number);
    }

    private static Set<String> types(JsonNode type) {
        Set<String> types = new HashSet<>();
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }
}
