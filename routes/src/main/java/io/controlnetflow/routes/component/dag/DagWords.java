package io.controlnetflow.routes.component.dag;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a {@code dag:} endpoint as the words of a node. Pure functions. */
final class DagWords {
    private DagWords() {}

    static Map<String, Object> of(DagEndpoint endpoint) {
        Map<String, Object> words = new LinkedHashMap<>();
        prefixed(words, "with.", endpoint.getWith());
        prefixed(words, "matrix.", endpoint.getCoordinates());
        put(words, "matrix", endpoint.getMatrix());
        put(words, "include", endpoint.getInclude());
        put(words, "exclude", endpoint.getExclude());
        put(words, "needs", endpoint.getNeeds());
        put(words, "each", endpoint.getEach());
        put(words, "join", endpoint.getJoin());
        put(words, "when", endpoint.getWhen());
        prefixed(words, "retry.", endpoint.getRetry());
        put(words, "timeout", endpoint.getTimeout());
        put(words, "cache", endpoint.getCache());
        put(words, "optional", endpoint.getOptional());
        put(words, "publish", endpoint.getPublish());
        put(words, "repeatable", endpoint.getRepeatable());
        prefixed(words, "approve.", endpoint.getApprove());
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
