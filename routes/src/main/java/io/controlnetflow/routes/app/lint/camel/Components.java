package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.job.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;

/** Camel's catalog with our components in it. Not thread-safe. */
final class Components {
    private static final String SERVICES = "META-INF/services/org/apache/camel/component/";

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);

    Components() {
        for (String scheme : List.of("wavespeed", "control-map", "pictures", "watch-folder", "dag")) {
            String type = type(scheme);
            catalog.addComponent(scheme, type, description(scheme, type));
        }
        catalog.setSuggestionStrategy((names, unknown) ->
                Suggestion.nearest(unknown, names).map(n -> new String[] {n}).orElse(new String[0]));
    }

    CamelCatalog catalog() {
        return catalog;
    }

    ComponentModel model(String scheme) {
        return catalog.componentModel(scheme);
    }

    /** Why routes of this program cannot use the component; empty when they can. */
    Optional<Slip> missing(String scheme) {
        if (shipped(scheme)) {
            return Optional.empty();
        }
        List<String> all = catalog.findComponentNames();
        if (all.contains(scheme)) {
            return Optional.of(
                    Slip.of(scheme, "", "is not shipped with this program; 'flow add " + scheme + "' fetches it"));
        }
        String hint =
                Suggestion.hint(scheme, all.stream().filter(Components::shipped).toList());
        return Optional.of(Slip.of(
                scheme, "", "is no component of Camel or of this program" + (hint.isEmpty() ? "" : "; " + hint)));
    }

    /** {@code ; did you mean NAME?} for a property of Camel's, or nothing. */
    String hint(String property) {
        String[] parts = property.split("\\.", 4);
        if (parts.length < 4
                || !parts[1].equals("component")
                || !catalog.findComponentNames().contains(parts[2])) {
            return "";
        }
        List<String> options = model(parts[2]).getComponentOptions().stream()
                .map(ComponentModel.ComponentOptionModel::getName)
                .toList();
        String hint = Suggestion.hint(parts[3], options);
        return hint.isEmpty() ? "" : "; " + hint;
    }

    private static boolean shipped(String scheme) {
        return Components.class.getClassLoader().getResource(SERVICES + scheme) != null;
    }

    /** The component's class, as Camel finds it. */
    private static String type(String scheme) {
        Properties service = new Properties();
        try (InputStream in = resource(SERVICES + scheme)) {
            service.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return service.getProperty("class");
    }

    /** What Camel's tools wrote of a component: beside its class. */
    private static String description(String scheme, String type) {
        String room = type.substring(0, type.lastIndexOf('.')).replace('.', '/');
        try (InputStream in = resource("META-INF/" + room + "/" + scheme + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Components.class.getClassLoader().getResourceAsStream(name), name);
    }
}
