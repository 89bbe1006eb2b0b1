package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a control map is that says nothing itself: as the pictures that are made by it. Pure functions. */
final class MapSizes {
    private static final String SIZE = "size";
    private static final Pattern OPTION = Pattern.compile("[?&]size=([^&]*)");

    private MapSizes() {}

    /** The parameters of a node, with the size where it is a control map's and can be known. */
    static ObjectNode with(Flow flow, Node node, ObjectNode inputs, ObjectNode parameters) {
        if (node.call().startsWith("control-map:")
                && !parameters.has(SIZE)
                && !OPTION.matcher(node.call()).find()) {
            of(flow, node, inputs).ifPresent(size -> parameters.put(SIZE, size));
        }
        return parameters;
    }

    /**
     * The size that all paid nodes agree on that are given the map; empty when they say none, or several.
     *
     * @param inputs of the run, without defaults
     */
    static Optional<String> of(Flow flow, Node map, ObjectNode inputs) {
        Set<String> sizes = new LinkedHashSet<>();
        for (Node node : flow.nodes()) {
            if (node.isPaid() && node.mentioned().contains(map.id())) {
                sizes.add(size(flow, node, inputs));
            }
        }
        return sizes.size() == 1
                ? sizes.stream().filter(size -> !size.isEmpty()).findFirst()
                : Optional.empty();
    }

    private static String size(Flow flow, Node node, ObjectNode inputs) {
        Matcher option = OPTION.matcher(node.call());
        JsonNode said = node.with().path(SIZE);
        if (said.isMissingNode()) {
            return option.find() && !option.group(1).contains("{") ? option.group(1) : "";
        }
        Optional<Reference> input = Reference.only(said.asText());
        JsonNode value =
                input.isPresent() ? flow.spec().filled(inputs).get(input.get().name()) : said;
        return value == null || value.asText().contains("${") ? "" : value.asText();
    }
}
