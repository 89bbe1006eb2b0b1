package io.controlnetflow.routes.app.lint;

import io.controlnetflow.core.job.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.jspecify.annotations.Nullable;

/** Checks endpoint URIs against Camel's catalog and our components in it. Not thread-safe. */
final class Endpoints {
    private static final String OURS = "META-INF/io/controlnetflow/routes/component/";

    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);

    Endpoints() {
        for (String scheme : List.of("wavespeed", "control-map", "pictures", "watch-folder")) {
            String json = resource(OURS + scheme + ".json");
            if (!json.isEmpty()) {
                catalog.addComponent(scheme, "io.controlnetflow.routes.component." + scheme, json);
            }
        }
        catalog.setSuggestionStrategy((names, unknown) ->
                Suggestion.nearest(unknown, names).map(n -> new String[] {n}).orElse(new String[0]));
    }

    /** What is wrong with the URI, one message each; empty when nothing is. */
    List<String> check(String uri) {
        String scheme = uri.replaceFirst("[:?].*", "");
        List<String> wrong = new ArrayList<>();
        if (scheme.contains("{{") || scheme.contains("${")) {
            return wrong;
        }
        if (!shipped(scheme)) {
            wrong.add(scheme + ": " + missing(scheme));
            return wrong;
        }
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        if (result.getUnknown() != null) {
            for (String option : result.getUnknown()) {
                Map<String, String[]> near = result.getUnknownSuggestions();
                String[] names = near == null ? null : near.get(option);
                wrong.add(scheme + ": " + option + ": is not an option"
                        + (names == null || names.length == 0 ? "" : "; did you mean " + names[0] + "?"));
            }
        }
        if (result.getInvalidEnum() != null) {
            result.getInvalidEnum()
                    .forEach((option, value) ->
                            wrong.add(scheme + ": " + option + ": " + noChoice(value, choices(result, option))));
        }
        badValues(result.getInvalidBoolean(), "is neither true nor false", scheme, wrong);
        badValues(result.getInvalidInteger(), "is not a whole number", scheme, wrong);
        badValues(result.getInvalidNumber(), "is not a number", scheme, wrong);
        badValues(result.getInvalidDuration(), "is not a duration", scheme, wrong);
        Set<String> required = result.getRequired();
        if (required != null) {
            required.forEach(option -> wrong.add(scheme + ": " + option + ": is missing"));
        }
        if (result.getSyntaxError() != null) {
            wrong.add(scheme + ": " + result.getSyntaxError());
        }
        return wrong;
    }

    private String missing(String scheme) {
        List<String> all = catalog.findComponentNames();
        if (all.contains(scheme)) {
            return "is not shipped with this program; 'flow add " + scheme + "' fetches it";
        }
        String hint =
                Suggestion.hint(scheme, all.stream().filter(Endpoints::shipped).toList());
        return "is no component of Camel or of this program" + (hint.isEmpty() ? "" : "; " + hint);
    }

    private static boolean shipped(String scheme) {
        return Endpoints.class.getClassLoader().getResource(COMPONENTS + scheme) != null;
    }

    private static String noChoice(String value, List<String> choices) {
        String hint = Suggestion.hint(value, choices);
        return value + " is none of " + String.join(", ", choices) + (hint.isEmpty() ? "" : "; " + hint);
    }

    private static List<String> choices(EndpointValidationResult result, String option) {
        String[] choices = result.getInvalidEnumChoices() == null
                ? null
                : result.getInvalidEnumChoices().get(option);
        return choices == null ? List.of() : List.of(choices);
    }

    private static void badValues(
            @Nullable Map<String, String> values, String what, String scheme, List<String> wrong) {
        if (values != null) {
            values.forEach((option, value) -> wrong.add(scheme + ": " + option + ": " + value + " " + what));
        }
    }

    private static String resource(String name) {
        try (InputStream in = Endpoints.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
