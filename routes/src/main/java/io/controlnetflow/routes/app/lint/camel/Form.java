package io.controlnetflow.routes.app.lint.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a value of a route file may be, all alternatives together. Filled by {@link Grammar}, then only read. */
final class Form {
    /** Camel's names of it, as in {@code ToDefinition}. */
    final Set<String> names = new LinkedHashSet<>();

    /** The words of a map, and what may stand under each. */
    final Map<String, List<JsonNode>> words = new LinkedHashMap<>();

    /** What the items of a list may be. */
    final List<JsonNode> items = new ArrayList<>();

    final Set<String> types = new LinkedHashSet<>();
    final Set<String> choices = new LinkedHashSet<>();

    /** True when a map holds no other words. */
    boolean closed;

    void word(String name, JsonNode schema) {
        words.computeIfAbsent(name, any -> new ArrayList<>()).add(schema);
    }

    boolean isOnly(String type) {
        return types.size() == 1 && types.contains(type);
    }
}
