package io.controlnetflow.routes.app.settings;

import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where values come from: the command line, then the environment, then {@code application.properties}; the first that
 * has one wins. Immutable.
 *
 * @param options values by word, as given on the command line
 * @param environment the process's environment
 * @param properties those of {@code application.properties} that start with {@value #PREFIX}, by word
 * @param file what {@code application.properties} is called in messages
 */
public record Sources(
        Map<String, String> options, Map<String, String> environment, Map<String, String> properties, String file) {
    static final String PREFIX = "controlnetflow.";

    public Sources {
        options = Map.copyOf(options);
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /**
     * @param origin where the value was written, for messages
     * @param inFile whether that is the properties file, so that a path is relative to its folder
     */
    public record Given(String value, String origin, boolean inFile) {}

    /** Options and environment, without a file. */
    public static Sources of(Map<String, String> options, Map<String, String> environment) {
        return new Sources(options, environment, Map.of(), "");
    }

    /** With the {@code application.properties} of a folder, where it has one. */
    Sources with(Path folder) {
        Path path = folder.resolve("application.properties");
        if (!Files.isRegularFile(path)) {
            return this;
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(path + ": cannot be read: " + e.getMessage());
        }
        Map<String, String> ours = new TreeMap<>();
        for (String name : read.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                ours.put(
                        word(name.substring(PREFIX.length())),
                        read.getProperty(name).trim());
            }
        }
        return new Sources(options, environment, ours, path.toString());
    }

    /** The value of a word that may be set anywhere. */
    public Optional<Given> find(String word, String variable) {
        if (options.containsKey(word)) {
            return Optional.of(new Given(options.getOrDefault(word, ""), "--" + word, false));
        }
        String value = environment.getOrDefault(variable, "");
        if (!value.isBlank()) {
            return Optional.of(new Given(value, variable, false));
        }
        return properties.containsKey(word)
                ? Optional.of(new Given(properties.getOrDefault(word, ""), file + ": " + PREFIX + word, true))
                : Optional.empty();
    }

    public Optional<Given> find(Setting setting) {
        return find(setting.word, setting.variable());
    }

    /** Refuses a property with our prefix that no one reads. */
    void refuseUnknown(Collection<String> words) {
        List<String> unknown = properties.keySet().stream()
                .filter(w -> !words.contains(w))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            String word = unknown.get(0);
            String hint = Suggestion.nearest(word, words)
                    .map(w -> "did you mean " + PREFIX + w + "?")
                    .orElse("see the table of settings in the README");
            throw new Refusal(file + ": " + PREFIX + word + ": is not a setting; " + hint);
        }
    }

    /** Names the words only: the environment holds the key. */
    @Override
    public String toString() {
        return "Sources[" + options.keySet() + ", " + properties.keySet() + "]";
    }

    /** {@code accountLevel}, {@code account_level} and {@code account-level} are the same word. */
    private static String word(String text) {
        return text.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
