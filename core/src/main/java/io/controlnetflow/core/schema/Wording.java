package io.controlnetflow.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the library finds, in our words.
 *
 * @param names that the model takes
 * @param schema by which it was found
 */
record Wording(String model, List<String> names, JsonNode schema) {
    private static final String ROOT = "$";

    InvalidField of(ValidationMessage said, JsonNode inputs) {
        String place = field(said.getInstanceLocation().toString());
        JsonNode value = said.getInstanceNode() == null ? inputs : said.getInstanceNode();
        JsonNode rule = schema.at(said.getSchemaLocation().getFragment().toString());
        String shown = value.isTextual() ? value.textValue() : value.toString();
        return switch (said.getType()) {
            case "additionalProperties" ->
                unknown(
                        within(place, said.getProperty()),
                        value.path(said.getProperty()).asText("{…}"),
                        place.isEmpty() ? names : names(parent(said).path("properties")));
            case "required" ->
                new InvalidField(
                        within(place, said.getProperty()), "nothing", "is given, and " + model + " needs it", "");
            case "enum" -> choice(place, value, rule);
            case "type" -> new InvalidField(place, shown, "is " + noun(rule), "");
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
                new InvalidField(place, shown, range(parent(said)), "");
            case "maxItems" -> new InvalidField(place, value.size() + " items", "are more than " + rule.asText(), "");
            case "minItems" -> new InvalidField(place, value.size() + " items", "are fewer than " + rule.asText(), "");
            case "maxLength" -> new InvalidField(place, shown, "is longer than " + rule.asText() + " letters", "");
            case "minLength" -> new InvalidField(place, shown, "is shorter than " + rule.asText() + " letters", "");
            default ->
                new InvalidField(
                        place.isEmpty() ? model : place,
                        shown,
                        "is not what " + model + " takes: " + said.getMessage(),
                        "");
        };
    }

    /** @param value as far as it is known */
    InvalidField unknown(String name, String value) {
        return unknown(name, value, names);
    }

    private InvalidField unknown(String name, String value, List<String> known) {
        String hint = Suggestion.hint(name.substring(name.lastIndexOf('.') + 1), known);
        return new InvalidField(
                name,
                value,
                "is no parameter of " + model,
                hint.isEmpty() ? "known are " + String.join(", ", known) : hint);
    }

    private static InvalidField choice(String place, JsonNode value, JsonNode rule) {
        List<String> choices = StreamSupport.stream(rule.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new InvalidField(
                place,
                value.asText(value.toString()),
                "is none of " + String.join(", ", choices),
                value.isTextual() ? Suggestion.hint(value.textValue(), choices) : "");
    }

    private static String noun(JsonNode type) {
        return StreamSupport.stream((type.isArray() ? type : List.of(type)).spliterator(), false)
                .map(one -> switch (one.asText()) {
                    case "string" -> "no text";
                    case "integer" -> "no whole number";
                    case "number" -> "no number";
                    case "boolean" -> "neither true nor false";
                    case "array" -> "no list";
                    default -> "no " + one.asText();
                })
                .collect(Collectors.joining(" and "));
    }

    private static String range(JsonNode rules) {
        String least = bound(rules, "minimum", "exclusiveMinimum");
        String most = bound(rules, "maximum", "exclusiveMaximum");
        if (least.isEmpty()) {
            return "is above " + most;
        }
        return most.isEmpty() ? "is below " + least : "is outside " + least + " to " + most;
    }

    private static String bound(JsonNode rules, String with, String without) {
        return rules.has(with) ? rules.path(with).asText() : rules.path(without).asText();
    }

    private JsonNode parent(ValidationMessage said) {
        String pointer = said.getSchemaLocation().getFragment().toString();
        return schema.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }

    private static List<String> names(JsonNode properties) {
        return properties.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static String within(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    /** {@code $.loras[0].scale} without its beginning. */
    private static String field(String path) {
        String field = path.startsWith(ROOT) ? path.substring(1) : path;
        return field.startsWith(".") ? field.substring(1) : field;
    }
}
