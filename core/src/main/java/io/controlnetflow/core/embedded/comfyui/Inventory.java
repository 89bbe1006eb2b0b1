package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a ComfyUI has what a graph needs: the node classes, their inputs, and the files that are named. */
final class Inventory {
    private static final int SHOWN = 12;

    private final Comfy comfy;

    Inventory(Comfy comfy) {
        this.comfy = comfy;
    }

    /** What is missing, and what is there instead, a line each; empty: nothing. */
    List<String> missing(JsonNode graph) throws IOException {
        List<String> missing = new ArrayList<>();
        Map<String, Optional<JsonNode>> known = new LinkedHashMap<>();
        for (JsonNode node : graph) {
            String type = node.path("class_type").asText();
            if (!known.containsKey(type)) {
                known.put(type, comfy.info(type));
            }
            Optional<JsonNode> info = known.get(type);
            if (info == null || info.isEmpty()) {
                missing.add("node " + type + " is not there; update ComfyUI");
            } else {
                check(type, node.path("inputs"), info.get().path("input"), missing);
            }
        }
        return missing.stream().distinct().toList();
    }

    /** The values that a node's input may have; empty when it takes any. */
    List<String> choices(String type, String input) throws IOException {
        return comfy.info(type)
                .map(i -> choices(definition(i.path("input"), input)))
                .orElse(List.of());
    }

    private static void check(String type, JsonNode given, JsonNode taken, List<String> missing) {
        taken.path("required").fieldNames().forEachRemaining(name -> {
            if (!given.has(name)) {
                missing.add(type + ": needs an input " + name + " that this program does not know; report it");
            }
        });
        for (Map.Entry<String, JsonNode> input : given.properties()) {
            JsonNode definition = definition(taken, input.getKey());
            List<String> choices = choices(definition);
            if (definition.isMissingNode()) {
                missing.add(type + ": has no input " + input.getKey() + "; update ComfyUI");
            } else if (isList(definition)
                    && !definition.path(1).path("image_upload").asBoolean(false)
                    && !choices.contains(input.getValue().asText())) {
                missing.add(type + ": " + input.getKey() + ": "
                        + input.getValue().asText() + " is not there; there " + listed(choices));
            }
        }
    }

    private static JsonNode definition(JsonNode taken, String name) {
        JsonNode required = taken.path("required").path(name);
        return required.isMissingNode() ? taken.path("optional").path(name) : required;
    }

    /** A list of values stands first, or as {@code options} after the word COMBO in newer nodes. */
    private static boolean isList(JsonNode definition) {
        return definition.path(0).isArray() || definition.path(0).asText().equals("COMBO");
    }

    private static List<String> choices(JsonNode definition) {
        JsonNode list = definition.path(0).isArray()
                ? definition.path(0)
                : definition.path(1).path("options");
        List<String> choices = new ArrayList<>();
        list.forEach(n -> choices.add(n.asText()));
        return choices;
    }

    /** As in {@code is only: a, b and 3 more}. */
    static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "is nothing";
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return "is: " + shown + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
