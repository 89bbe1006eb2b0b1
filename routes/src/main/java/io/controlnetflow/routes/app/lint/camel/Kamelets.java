package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.file.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.tooling.model.ComponentModel;

/** The Kamelets that routes can use: those that come with the program, and those whose files lie beside them. Not thread-safe. */
final class Kamelets {
    /** That come with the program. */
    static final List<String> OURS = List.of(
            "contact-sheet-action",
            "control-map-action",
            "controlnet-generate-action",
            "publish-folder-sink",
            "watch-folder-source");

    private static final String PROPERTIES = "camel.kamelet.";

    private final Set<String> options = new LinkedHashSet<>();
    private final Map<String, KameletSpec> beside;
    private final Set<String> properties;

    /**
     * @param beside specs of files
     * @param properties names of what {@code application.properties} sets
     */
    Kamelets(ComponentModel component, List<KameletSpec> beside, Set<String> properties) {
        component.getEndpointParameterOptions().forEach(option -> options.add(option.getName()));
        this.beside = new LinkedHashMap<>();
        beside.forEach(spec -> this.beside.put(spec.name(), spec));
        this.properties = properties;
    }

    List<Slip> check(Endpoint endpoint) {
        String name = endpoint.path().replaceFirst("/.*", "");
        if (UriOptions.isOpen(name) || name.isEmpty()) {
            return List.of();
        }
        Map<String, String> given;
        try {
            given = UriOptions.of(endpoint);
        } catch (URISyntaxException e) {
            return List.of(Slip.of("kamelet:" + name, "", String.valueOf(e.getMessage())));
        }
        given.keySet().removeAll(options);
        return find(name)
                .map(spec -> spec.check(endpoint.use(), given, elsewhere(name)))
                .orElseGet(() -> List.of(unknown(name)));
    }

    private Slip unknown(String name) {
        List<String> known = new ArrayList<>(beside.keySet());
        known.addAll(OURS);
        String hint = Suggestion.hint(name, known);
        return Slip.of(
                "kamelet:" + name,
                "",
                "is no Kamelet of this program, and " + name + ".kamelet.yaml is not beside the routes; "
                        + (hint.isEmpty() ? "known are " + String.join(", ", known) : hint));
    }

    private Set<String> elsewhere(String name) {
        Set<String> found = new LinkedHashSet<>();
        String prefix = PROPERTIES + name + ".";
        for (String property : properties) {
            if (property.startsWith(prefix)) {
                String rest = property.substring(prefix.length());
                found.add(rest.substring(rest.lastIndexOf('.') + 1));
            }
        }
        return found;
    }

    private Optional<KameletSpec> find(String name) {
        return Optional.ofNullable(beside.get(name)).or(() -> onClassPath(name));
    }

    private static Optional<KameletSpec> onClassPath(String name) {
        String file = "kamelets/" + name + ".kamelet.yaml";
        try (InputStream in = Kamelets.class.getClassLoader().getResourceAsStream(file)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(KameletSpec.of(
                            Document.of(Path.of(file), new String(in.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Document.Unreadable e) {
            return Optional.empty();
        }
    }
}
