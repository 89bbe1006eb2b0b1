package io.controlnetflow.routes.app.extra;

import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.console.Refusal;
import java.util.List;
import org.apache.camel.catalog.CamelCatalog;

/**
 * A library by its Maven coordinates.
 *
 * @param version empty: that of the program's Camel
 * @param classifier which of its parts; empty: the main one
 */
public record Wanted(String group, String artifact, String version, String classifier) {
    private static final String CAMEL = "org.apache.camel";
    private static final String PREFIX = "camel-";
    private static final String PART = "[A-Za-z0-9_.-]+";

    Wanted(String group, String artifact, String version) {
        this(group, artifact, version, "");
    }

    /**
     * As {@link #of}; besides, {@code pose}, {@code depth} and {@code soft-edge} mean what runs the models of these control maps here.
     *
     * @throws Refusal for any other word
     */
    public static List<Wanted> all(String word, CamelCatalog catalog) {
        return MapLibraries.of(word, System.getProperty("os.name", ""), System.getProperty("os.arch", ""))
                .orElseGet(() -> List.of(of(word, catalog)));
    }

    /**
     * What a word means: a component by its scheme, as in {@code kafka}, one of Camel's libraries, as in {@code camel-kafka}, or
     * {@code group:artifact:version}.
     *
     * @throws Refusal for any other word
     */
    public static Wanted of(String word, CamelCatalog catalog) {
        if (word.matches(PART + ":" + PART + ":" + PART)) {
            String[] parts = word.split(":");
            return new Wanted(parts[0], parts[1], parts[2]);
        }
        if (word.matches(PREFIX + "[a-z0-9-]+")) {
            return new Wanted(CAMEL, word, "");
        }
        List<String> known = catalog.findComponentNames();
        if (known.contains(word)) {
            return new Wanted(CAMEL, catalog.componentModel(word).getArtifactId(), "");
        }
        String hint = Suggestion.hint(word, known);
        throw new Refusal(word + ": is no component of Camel; " + (hint.isEmpty() ? "" : hint + " ")
                + "Other libraries are written group:artifact:version");
    }

    @Override
    public String toString() {
        return version.isEmpty() ? artifact : group + ":" + artifact + ":" + version;
    }
}
