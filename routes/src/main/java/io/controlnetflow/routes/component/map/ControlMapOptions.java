package io.controlnetflow.routes.component.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.image.model.MapOrder;
import io.controlnetflow.core.image.model.ModelOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Size;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.engine.flow.NodeModels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options of one map, checked against the table of parameters.
 *
 * @param size pixels of the map; null keeps the picture's
 * @param model what makes a pose, depth or soft-edge map
 */
public record ControlMapOptions(int low, int high, @Nullable Size size, Fit fit, ModelOptions model) {
    public static final String ORIGINAL = "original";

    public static final List<String> WORDS = Stream.concat(
                    Stream.of("image", "low", "high", "size", "fit"), ModelOptions.WORDS.stream())
            .toList();

    /** Rejects thresholds in the wrong order. */
    public ControlMapOptions {
        if (low > high) {
            throw new InvalidField("low", low, "is above high " + high, "");
        }
    }

    /**
     * Reads the words of the URI.
     *
     * @throws InvalidField when a value is out of range or no word of its list
     */
    public static ControlMapOptions of(int low, int high, String size, String fit, ModelOptions model) {
        return new ControlMapOptions(whole("low", low), whole("high", high), size(size), fit(fit), model);
    }

    /** The map that is asked for. */
    MapOrder order(ControlKind kind) {
        return new MapOrder(kind, new ControlOptions(low, high), model, size, fit);
    }

    /** These options with what a node's {@code with} says. */
    public ControlMapOptions with(ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> e : parameters.properties()) {
            if (!WORDS.contains(e.getKey())) {
                throw new InvalidField(
                        e.getKey(),
                        e.getValue().asText(),
                        "is no option of control-map",
                        Suggestion.hint(e.getKey(), WORDS));
            }
        }
        ModelOptions by = model;
        for (String word : ModelOptions.WORDS) {
            by = by.with(word, NodeModels.text(parameters.path(word)));
        }
        return new ControlMapOptions(
                parameters.has("low") ? whole("low", parameters.get("low").asText()) : low,
                parameters.has("high") ? whole("high", parameters.get("high").asText()) : high,
                parameters.has("size") ? size(parameters.get("size").asText()) : size,
                parameters.has("fit") ? fit(parameters.get("fit").asText()) : fit,
                by);
    }

    private static int whole(String field, Object value) {
        return (Integer) Fields.find(field).orElseThrow().read(value);
    }

    private static @Nullable Size size(String text) {
        return text.equals(ORIGINAL) ? null : Size.parse(text);
    }

    private static Fit fit(String word) {
        List<String> words = List.of(Fit.COVER.text(), Fit.CONTAIN.text());
        if (!words.contains(word)) {
            throw new InvalidField("fit", word, "is neither cover nor contain", Suggestion.hint(word, words));
        }
        return Fit.of(word);
    }
}
