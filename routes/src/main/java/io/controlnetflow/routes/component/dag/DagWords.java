package io.controlnetflow.routes.component.dag;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a {@code dag:} endpoint as the words of a node. Pure functions. */
final class DagWords {
    private DagWords() {}

    static Map<String, Object> of(DagOptions options) {
        Map<String, Object> words = new LinkedHashMap<>();
        prefixed(words, "with.", options.getWith());
        prefixed(words, "matrix.", options.getCoordinates());
        put(words, "matrix", options.getMatrix());
        put(words, "include", options.getInclude());
        put(words, "exclude", options.getExclude());
        put(words, "needs", options.getNeeds());
        put(words, "each", options.getEach());
        put(words, "join", options.getJoin());
        put(words, "when", options.getWhen());
        prefixed(words, "retry.", options.getRetry());
        put(words, "timeout", options.getTimeout());
        put(words, "cache", options.getCache());
        put(words, "optional", options.getOptional());
        put(words, "publish", options.getPublish());
        put(words, "repeatable", options.getRepeatable());
        prefixed(words, "approve.", options.getApprove());
        return words;
    }

    private static void prefixed(Map<String, Object> words, String prefix, @Nullable Map<String, Object> given) {
        if (given != null) {
            given.forEach((key, value) -> put(words, prefix + key, value));
        }
    }

    private static void put(Map<String, Object> words, String name, @Nullable Object value) {
        if (value != null) {
            words.put(name, value.toString());
        }
    }
}
