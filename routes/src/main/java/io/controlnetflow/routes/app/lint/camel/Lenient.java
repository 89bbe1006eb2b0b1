package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.tooling.model.ComponentModel;

/**
 * Names that a lenient component passes on to the remote, as {@code http:} does with query parameters: those that are all but an
 * option were meant as one. Not thread-safe.
 */
final class Lenient {
    /** A word of that length may have two letters wrong, a shorter one one. */
    private static final int LONG = 8;

    /** Options of the component that {@code http:} also takes from a URI (HttpComponent of Camel 4.18.0); others it passes on. */
    private static final Set<String> ALSO_IN_URI =
            Set.of("connectTimeout", "connectionRequestTimeout", "responseTimeout", "soTimeout");

    private final String scheme;
    private final Set<String> ofEndpoint = new LinkedHashSet<>(ALSO_IN_URI);
    private final Set<String> ofComponent = new LinkedHashSet<>();

    Lenient(String scheme, ComponentModel model) {
        this.scheme = scheme;
        model.getEndpointParameterOptions().forEach(option -> ofEndpoint.add(option.getName()));
        model.getComponentOptions().forEach(option -> ofComponent.add(option.getName()));
    }

    /** @param names of all options that are given */
    List<Slip> check(Set<String> names) {
        List<Slip> slips = new ArrayList<>();
        for (String name : names) {
            if (ofComponent.contains(name) && !ofEndpoint.contains(name)) {
                slips.add(Slip.of(
                        scheme,
                        name,
                        "is an option of the component, and would be sent to the remote from here; set "
                                + property(name)));
            } else if (!ofEndpoint.contains(name) && !name.contains(".")) {
                meant(name)
                        .ifPresent(option -> slips.add(Slip.of(
                                scheme,
                                name,
                                "is not an option, and would be sent to the remote; did you mean " + option
                                        + "? A query parameter of this name goes into the header CamelHttpQuery")));
            }
        }
        return slips;
    }

    private Optional<String> meant(String name) {
        Set<String> all = new LinkedHashSet<>(ofEndpoint);
        all.addAll(ofComponent);
        int most = name.length() >= LONG ? 2 : 1;
        return Suggestion.nearest(name, all)
                .filter(option ->
                        Suggestion.distance(name.toLowerCase(Locale.ROOT), option.toLowerCase(Locale.ROOT)) <= most)
                .map(option -> ofEndpoint.contains(option) ? option : property(option));
    }

    private String property(String option) {
        return "camel.component." + scheme + "." + option + " in application.properties";
    }
}
