package io.controlnetflow.routes.app.lint.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a Kamelet takes.
 *
 * @param name as in {@code kamelet:NAME}
 * @param type source, action or sink; empty when its file does not say
 * @param parameters what is said of each, in the words of its definition
 * @param required names of parameters that must be given unless they have a default
 */
public record KameletSpec(String name, String type, Map<String, JsonNode> parameters, List<String> required) {
    /** Templates' own, which Camel fills in. */
    private static final List<String> GIVEN = List.of("templateId", "routeId");

    public KameletSpec {
        parameters = Map.copyOf(parameters);
        required = List.copyOf(required);
    }

    /** Reads a {@code *.kamelet.yaml}. */
    static KameletSpec of(Document document) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        Nodes.at(document.root(), "spec", "definition", "properties")
                .ifPresent(all -> Nodes.entries(all).forEach(e -> parameters.put(e.name(), Nodes.json(e.value()))));
        List<String> required = Nodes.at(document.root(), "spec", "definition", "required").stream()
                .flatMap(list -> Nodes.items(list).stream())
                .map(Nodes::plain)
                .toList();
        return new KameletSpec(
                Nodes.text(document.root(), "metadata", "name").orElse(""),
                Nodes.text(document.root(), "metadata", "labels", "camel.apache.org/kamelet.type")
                        .orElse(""),
                parameters,
                required);
    }

    /** What can stand in {@code {{…}}} in its template. */
    public List<String> names() {
        List<String> names = new ArrayList<>(parameters.keySet());
        names.addAll(GIVEN);
        return names;
    }

    /**
     * What is wrong with the way it is used.
     *
     * @param given by name, without the options of the component
     * @param elsewhere names that properties give
     */
    List<Slip> check(Use use, Map<String, String> given, Set<String> elsewhere) {
        List<Slip> slips = new ArrayList<>();
        if (!type.isEmpty() && type.equals("source") != (use == Use.FROM)) {
            slips.add(slip("", "is " + article() + "; write it with " + (use == Use.FROM ? "to:" : "from:")));
        }
        given.forEach((option, value) -> check(option, value, slips));
        for (String name : required) {
            boolean fallback =
                    parameters.containsKey(name) && parameters.get(name).has("default");
            if (!fallback && !given.containsKey(name) && !elsewhere.contains(name)) {
                slips.add(slip(name, "is missing"));
            }
        }
        return slips;
    }

    private String article() {
        return (type.equals("action") ? "an " : "a ") + type;
    }

    private void check(String option, String value, List<Slip> slips) {
        JsonNode parameter = parameters.get(option);
        if (parameter == null) {
            String hint = Suggestion.hint(option, parameters.keySet());
            slips.add(slip(
                    option,
                    "is no parameter, and would be ignored; "
                            + (hint.isEmpty()
                                    ? "known are "
                                            + String.join(
                                                    ", ",
                                                    parameters.keySet().stream()
                                                            .sorted()
                                                            .toList())
                                    : hint)));
        } else if (!UriOptions.isOpen(value)) {
            value(option, value, parameter, slips);
        }
    }

    private void value(String option, String value, JsonNode parameter, List<Slip> slips) {
        List<String> choices = new ArrayList<>();
        parameter.path("enum").forEach(choice -> choices.add(choice.asText()));
        String type = parameter.path("type").asText();
        if (!choices.isEmpty() && !choices.contains(value)) {
            String hint = Suggestion.hint(value, choices);
            slips.add(slip(
                    option, value + " is none of " + String.join(", ", choices) + (hint.isEmpty() ? "" : "; " + hint)));
        } else if (type.equals("boolean") && !value.matches("true|false")) {
            slips.add(slip(option, value + " is neither true nor false"));
        } else if (type.equals("integer") && !value.matches("[+-]?[0-9]+")) {
            slips.add(slip(option, value + " is not a whole number"));
        } else if (type.equals("number") && !value.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            slips.add(slip(option, value + " is not a number"));
        } else {
            range(option, value, parameter, slips);
        }
    }

    private void range(String option, String value, JsonNode parameter, List<Slip> slips) {
        JsonNode least = parameter.path("minimum");
        JsonNode most = parameter.path("maximum");
        if ((least.isNumber() && Double.parseDouble(value) < least.asDouble())
                || (most.isNumber() && Double.parseDouble(value) > most.asDouble())) {
            slips.add(slip(option, value + " is outside " + least.asText() + " to " + most.asText()));
        }
    }

    private Slip slip(String option, String text) {
        return Slip.of("kamelet:" + name, option, text);
    }
}
