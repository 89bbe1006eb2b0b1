package io.controlnetflow.routes.app.lint.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.component.dag.NodeParameters;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;

/** Checks endpoints against Camel's catalog and our components in it. Not thread-safe. */
final class Endpoints {
    private static final Pattern TIME = Pattern.compile("(\\d+(ms|[smhd]))+");

    private final Components components;

    Endpoints(Components components) {
        this.components = components;
    }

    /** What is wrong with the endpoint; empty when nothing is, or when that is known only later. */
    List<Slip> check(Endpoint endpoint) {
        String scheme = endpoint.scheme();
        if (scheme.isEmpty()) {
            return List.of();
        }
        List<Slip> slips = new ArrayList<>();
        components.missing(scheme).ifPresentOrElse(slips::add, () -> {
            if (usable(endpoint, scheme, slips) && !areReadElsewhere(endpoint)) {
                options(endpoint, scheme, slips);
            }
        });
        return slips;
    }

    /** The words of a node and the parameters of a Kamelet are more than options of their component. */
    private static boolean areReadElsewhere(Endpoint endpoint) {
        return (endpoint.use() == Use.FROM && endpoint.scheme().equals("dag"))
                || endpoint.scheme().equals("kamelet");
    }

    private boolean usable(Endpoint endpoint, String scheme, List<Slip> slips) {
        ComponentModel model = components.model(scheme);
        if (endpoint.use() == Use.FROM && model.isProducerOnly()) {
            slips.add(Slip.of(scheme, "", "takes messages and gives none; write it with to:, not from:"));
        } else if (endpoint.use() != Use.FROM && model.isConsumerOnly()) {
            slips.add(Slip.of(scheme, "", "gives messages and takes none; write it with from:, not to:"));
        }
        return slips.isEmpty();
    }

    private void options(Endpoint endpoint, String scheme, List<Slip> slips) {
        Map<String, String> options;
        try {
            options = UriOptions.of(endpoint);
        } catch (URISyntaxException e) {
            slips.add(Slip.of(scheme, "", String.valueOf(e.getMessage())));
            return;
        }
        boolean from = endpoint.use() == Use.FROM;
        EndpointValidationResult result =
                components.catalog().validateEndpointProperties(UriOptions.uri(endpoint, options), false, from, !from);
        List<Slip> found = new ArrayList<>(names(scheme, result, from));
        found.addAll(values(scheme, result));
        if (result.getRequired() != null) {
            result.getRequired().forEach(name -> found.add(Slip.of(scheme, name, "is missing")));
        }
        if (result.getSyntaxError() != null && !UriOptions.isOpen(endpoint.text())) {
            found.add(Slip.of(scheme, "", result.getSyntaxError()));
        }
        found.removeIf(slip -> UriOptions.isOpen(options.getOrDefault(slip.option(), "")));
        found.addAll(own(endpoint, options, found));
        slips.addAll(found);
        if (components.model(scheme).isLenientProperties()) {
            slips.addAll(new Lenient(scheme, components.model(scheme)).check(options.keySet()));
        }
    }

    private List<Slip> names(String scheme, EndpointValidationResult result, boolean from) {
        List<Slip> slips = new ArrayList<>();
        for (String name : orEmpty(result.getUnknown())) {
            Map<String, String[]> near = result.getUnknownSuggestions();
            String[] names = near == null ? null : near.get(name);
            slips.add(Slip.of(
                    scheme,
                    name,
                    "is not an option"
                            + (names == null || names.length == 0 ? "" : "; did you mean " + names[0] + "?")));
        }
        Set<String> other = from ? result.getNotConsumerOnly() : result.getNotProducerOnly();
        orEmpty(other)
                .forEach(name -> slips.add(Slip.of(
                        scheme, name, "has a meaning only with " + (from ? "to:" : "from:") + "; leave it out")));
        return slips;
    }

    private List<Slip> values(String scheme, EndpointValidationResult result) {
        List<Slip> slips = new ArrayList<>();
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum().forEach((name, value) -> {
                List<String> choices = choices(result, name);
                String hint = Suggestion.hint(value, choices);
                slips.add(Slip.of(
                        scheme,
                        name,
                        value + " is none of " + String.join(", ", choices) + (hint.isEmpty() ? "" : "; " + hint)));
            });
        }
        bad(result.getInvalidBoolean(), "is neither true nor false", scheme, slips);
        Map<String, String> whole = new HashMap<>();
        if (result.getInvalidInteger() != null) {
            whole.putAll(result.getInvalidInteger());
            whole.entrySet().removeIf(e -> TIME.matcher(e.getValue()).matches() && isLong(scheme, e.getKey()));
        }
        bad(whole, "is not a whole number", scheme, slips);
        bad(result.getInvalidNumber(), "is not a number", scheme, slips);
        bad(result.getInvalidDuration(), "is not a duration", scheme, slips);
        return slips;
    }

    /** Camel reads a time such as 5s for a long. */
    private boolean isLong(String scheme, String name) {
        return components.model(scheme).getEndpointParameterOptions().stream()
                .anyMatch(option ->
                        option.getName().equals(name) && option.getJavaType().matches("long|java\\.lang\\.Long"));
    }

    private static void bad(@Nullable Map<String, String> values, String what, String scheme, List<Slip> slips) {
        if (values != null) {
            values.forEach((name, value) -> slips.add(Slip.of(scheme, name, value + " " + what)));
        }
    }

    /** Ranges and sizes, which the catalog does not know. */
    private static List<Slip> own(Endpoint endpoint, Map<String, String> options, List<Slip> known) {
        Set<String> told = new HashSet<>();
        known.forEach(slip -> told.add(Fields.snake(slip.option())));
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        options.forEach((name, value) -> {
            if (!UriOptions.isOpen(value) && !told.contains(Fields.snake(name))) {
                given.put(Fields.snake(name), value);
            }
        });
        return NodeParameters.of(endpoint.scheme(), endpoint.path()).stream()
                .flatMap(parameters -> parameters.problems(given).stream())
                .map(problem -> new Slip(spelt(problem.path(), options), endpoint.scheme() + ": " + problem))
                .toList();
    }

    private static String spelt(String field, Map<String, String> options) {
        return options.keySet().stream()
                .filter(name -> Fields.snake(name).equals(field))
                .findFirst()
                .orElse("");
    }

    private static Set<String> orEmpty(@Nullable Set<String> set) {
        return set == null ? Set.of() : set;
    }

    private static List<String> choices(EndpointValidationResult result, String option) {
        Map<String, String[]> all = result.getInvalidEnumChoices();
        String[] choices = all == null ? null : all.get(option);
        return choices == null ? List.of() : List.of(choices);
    }
}
