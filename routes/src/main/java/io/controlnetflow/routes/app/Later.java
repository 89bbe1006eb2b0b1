package io.controlnetflow.routes.app;

import java.util.Map;
import java.util.Optional;

/** Verbs and options that are promised but not there yet: refused by name, so that nobody looks for a typo. */
final class Later {
    private static final Map<String, String> WORDS =
            Map.ofEntries(Map.entry("--web", "the page"), Map.entry("--web-port", "the page"));

    private Later() {}

    /** What to say about a word of the command line that a later release understands. */
    static Optional<String> refusal(String argument) {
        String word = argument.replaceFirst("=.*", "");
        return Optional.ofNullable(WORDS.get(word))
                .map(what -> word + ": is not there yet; " + what + " will come with a later release");
    }
}
