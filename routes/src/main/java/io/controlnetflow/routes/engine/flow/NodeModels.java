package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.model.ModelOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which models make the control maps of a node, by their bytes: another file of the same name makes another map. Models that are
 * missing, or not known yet, are left out; whoever makes the map says so. Thread-safe.
 */
public final class NodeModels {
    private static final String SCHEME = "control-map:";
    private static final String REFERENCE = "${";

    /** Knows a model by its bytes. */
    public interface Hashes {
        /** 64 hex digits; empty for a map that no model makes. */
        Optional<String> of(ControlKind kind, ModelOptions options);
    }

    private final Hashes hashes;
    private final UnaryOperator<String> placeholders;

    /** @param placeholders replaces what stands for settings in a text */
    public NodeModels(Hashes hashes, UnaryOperator<String> placeholders) {
        this.hashes = hashes;
        this.placeholders = placeholders;
    }

    /**
     * The models of the {@code control-map:} calls in a node's body.
     *
     * @param with the node's parameters, as far as they are known
     */
    public ArrayNode of(Node node, ObjectNode with) {
        Set<String> found = new TreeSet<>();
        if (node.body() instanceof Body.Call call) {
            add(call.uri(), JsonNodeFactory.instance.objectNode(), with, found);
        } else if (node.body() instanceof Body.Steps steps) {
            search(steps.steps(), with, found);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        found.forEach(all::add);
        return all;
    }

    /** An option of a map as text; a list is written with commas. */
    public static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    private void search(JsonNode json, ObjectNode with, Set<String> found) {
        JsonNode uri = json.path("uri");
        if (uri.isTextual()) {
            add(uri.asText(), json.path("parameters"), with, found);
        } else if (json.isTextual()) {
            add(json.asText(), JsonNodeFactory.instance.objectNode(), with, found);
        } else {
            json.forEach(inner -> search(inner, with, found));
        }
    }

    private void add(String uri, JsonNode parameters, ObjectNode with, Set<String> found) {
        String text = placeholders.apply(uri);
        if (!text.startsWith(SCHEME)) {
            return;
        }
        String[] parts = text.substring(SCHEME.length()).split("\\?", 2);
        Map<String, String> words = new LinkedHashMap<>();
        for (String option : parts.length == 1 ? new String[0] : parts[1].split("&")) {
            String[] pair = option.split("=", 2);
            if (pair.length == 2) {
                words.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        parameters.properties().forEach(e -> words.put(e.getKey(), placeholders.apply(text(e.getValue()))));
        with.properties().forEach(e -> words.put(e.getKey(), text(e.getValue())));
        try {
            ModelOptions options = ModelOptions.NONE;
            for (String word : ModelOptions.WORDS) {
                String value = words.getOrDefault(word, "");
                if (value.contains(REFERENCE)) {
                    return;
                }
                options = options.with(word, value);
            }
            hashes.of(ControlKind.of(parts[0]), options).ifPresent(found::add);
        } catch (InvalidField | UnmakeableMap e) {
            // said by whoever makes the map
        }
    }
}
