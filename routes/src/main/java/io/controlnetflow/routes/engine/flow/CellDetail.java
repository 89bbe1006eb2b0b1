package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.ledger.Runs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cell's row keeps of its plan, as JSON: labels of its coordinates under {@code at}, their values under {@code point}, and
 * the seed that was drawn for it.
 *
 * @param at coordinate to label
 * @param point coordinate to value; texts may be references
 * @param seed null when none was drawn
 */
public record CellDetail(
        SortedMap<String, String> at,
        Map<String, JsonNode> point,
        @Nullable Integer seed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CellDetail of(Plan.Cell cell) {
        return new CellDetail(cell.id().coordinates(), cell.point(), cell.seed());
    }

    /** Reads a row's. */
    public static CellDetail of(Runs.Cell row) {
        JsonNode json = read(row.coordinates());
        SortedMap<String, String> at = new TreeMap<>();
        json.path("at")
                .properties()
                .forEach(e -> at.put(e.getKey(), e.getValue().asText()));
        Map<String, JsonNode> point = new LinkedHashMap<>();
        json.path("point").properties().forEach(e -> point.put(e.getKey(), e.getValue()));
        JsonNode seed = json.path("seed");
        return new CellDetail(at, point, seed.isInt() ? seed.intValue() : null);
    }

    /** The cell of a node at this point. */
    public CellId id(String node) {
        return new CellId(node, at);
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!at.isEmpty()) {
            ObjectNode labels = json.putObject("at");
            at.forEach(labels::put);
        }
        if (!point.isEmpty()) {
            json.putObject("point").setAll(point);
        }
        if (seed != null) {
            json.put("seed", seed);
        }
        return json.toString();
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds no JSON where it should: " + e.getOriginalMessage(), e);
        }
    }
}
