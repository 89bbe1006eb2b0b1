package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.dag.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The values that a source holds, as far as they are known. */
final class Lists {
    private final Given given;
    private final Map<String, JsonNode> inputs;
    private final Map<String, List<CellId>> cells;

    /**
     * @param inputs of the run, with defaults
     * @param cells of the nodes that are planned already; it grows
     */
    Lists(Given given, Map<String, JsonNode> inputs, Map<String, List<CellId>> cells) {
        this.given = given;
        this.inputs = inputs;
        this.cells = cells;
    }

    boolean isNode(String name) {
        return cells.containsKey(name);
    }

    /** What must be known before the source can be read. */
    Optional<String> missing(Source source, Row base) {
        Optional<String> read = source.read();
        if (read.isPresent()) {
            return read.filter(key -> !given.items().containsKey(key));
        }
        return source instanceof Source.Referred referred
                ? from(referred.list(), base).stream()
                        .filter(cell -> !given.outputs().containsKey(cell))
                        .findFirst()
                        .map(CellId::toString)
                : Optional.empty();
    }

    List<JsonNode> of(Source source, Row base) {
        if (source instanceof Source.Listed listed) {
            return listed.values();
        }
        if (source instanceof Source.Range range) {
            return LongStream.rangeClosed(range.from(), range.to())
                    .<JsonNode>mapToObj(n -> JsonNodeFactory.instance.numberNode((int) n))
                    .toList();
        }
        if (source instanceof Source.Referred referred) {
            return referred(referred.list(), base);
        }
        return source.read()
                .map(key -> given.items().getOrDefault(key, List.of()))
                .orElseGet(List::of);
    }

    private List<JsonNode> referred(Reference r, Row base) {
        if (!isNode(r.name())) {
            JsonNode value = inputs.get(r.name());
            return value == null ? List.of() : items(Values.follow("each", r, value));
        }
        List<JsonNode> all = new ArrayList<>();
        for (CellId cell : from(r, base)) {
            JsonNode output = given.outputs().get(cell);
            if (output != null) {
                all.addAll(items(Values.follow("each", r, output)));
            }
        }
        return all;
    }

    private static List<JsonNode> items(JsonNode value) {
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    /** All cells of a node, or the one that a row comes from. */
    private List<CellId> from(Reference r, Row base) {
        List<CellId> all = cells.getOrDefault(r.name(), List.of());
        return r.all()
                ? all
                : base.needs().stream().filter(c -> c.node().equals(r.name())).toList();
    }
}
