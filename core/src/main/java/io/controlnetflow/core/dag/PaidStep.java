package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds {@code wavespeed:} in Camel YAML: {@code to: wavespeed:…}, or a map with such a {@code uri}. */
final class PaidStep {
    static final String SCHEME = "wavespeed:";

    private PaidStep() {}

    static boolean isIn(JsonNode step) {
        for (String word : new String[] {"to", "toD", "uri"}) {
            if (step.path(word).asText().startsWith(SCHEME)) {
                return true;
            }
        }
        for (JsonNode child : step) {
            if (child.isContainerNode() && isIn(child)) {
                return true;
            }
        }
        return false;
    }
}
