package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Labels;
import io.controlnetflow.core.dag.Names;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.job.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The points of a node's own matrix and items. */
final class Points {
    private final Node node;
    private final Lists lists;
    private final CellCap cap;
    private final RandomGenerator random;

    Points(Node node, Lists lists, CellCap cap, RandomGenerator random) {
        this.node = node;
        this.lists = lists;
        this.cap = cap;
        this.random = random;
    }

    /** Whether a list comes from nodes whose cells differ from row to row. */
    boolean differByRow() {
        return sources().values().stream()
                .anyMatch(source -> source instanceof Source.Referred r
                        && !r.list().all()
                        && lists.isNode(r.list().name()));
    }

    /** What is not known yet, if anything. */
    Optional<String> unknown(List<Row> bases) {
        for (Source source : sources().values()) {
            for (Row base : bases) {
                Optional<String> missing = lists.missing(source, base);
                if (missing.isPresent()) {
                    return missing;
                }
                if (!differByRow()) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, Source> sources() {
        Map<String, Source> all = new LinkedHashMap<>(node.matrix().axes());
        Source each = node.each();
        if (each != null) {
            all.put(Names.ITEM, each);
        }
        return all;
    }

    /** Every point, first name slowest. */
    List<Row> of(Row base) {
        Map<String, Source> axes = node.matrix().axes();
        Map<String, List<Row>> values = new LinkedHashMap<>();
        axes.forEach((name, source) -> values.put(name, axis(name, source, base)));
        long product = 1;
        for (List<Row> one : values.values()) {
            product = one.isEmpty() ? 0 : Math.multiplyExact(product, one.size());
            cap.check(node.id(), product);
        }
        List<Row> rows = axes.isEmpty() && !node.matrix().include().isEmpty() ? List.of() : List.of(Row.START);
        for (List<Row> one : values.values()) {
            rows = cross(rows, one);
        }
        rows = chosen(rows);
        Source each = node.each();
        return each == null ? rows : cross(rows, axis(Names.ITEM, each, base));
    }

    private List<Row> cross(List<Row> left, List<Row> right) {
        cap.check(node.id(), (long) left.size() * right.size());
        List<Row> out = new ArrayList<>(left.size() * right.size());
        left.forEach(l -> right.forEach(r -> out.add(l.and(r))));
        return out;
    }

    private List<Row> axis(String name, Source source, Row base) {
        if (source instanceof Source.Range range) {
            cap.check(node.id(), range.size());
        }
        List<JsonNode> values = lists.of(source, base);
        cap.check(node.id(), values.size());
        List<JsonNode> fixed = values.stream()
                .map(v -> Labels.drawn(name, v) ? JsonNodeFactory.instance.numberNode(Seeds.draw(random)) : v)
                .toList();
        List<String> labels = Labels.distinct(fixed);
        List<Row> rows = new ArrayList<>(fixed.size());
        for (int i = 0; i < fixed.size(); i++) {
            rows.add(Row.START.and(name, labels.get(i), fixed.get(i)));
        }
        return rows;
    }

    /** Without what is excluded, and with what is included and not there yet. */
    private List<Row> chosen(List<Row> rows) {
        List<SortedMap<String, String>> excluded =
                node.matrix().exclude().stream().map(point -> point(point).at()).toList();
        List<Row> kept = excluded.isEmpty()
                ? rows
                : rows.stream()
                        .filter(row -> excluded.stream().noneMatch(e -> agrees(row, e)))
                        .toList();
        if (kept.isEmpty() && !rows.isEmpty()) {
            throw new InvalidFlow("nodes." + node.id() + ".matrix.exclude", "leaves no point of the matrix");
        }
        if (node.matrix().include().isEmpty()) {
            return kept;
        }
        Set<SortedMap<String, String>> there = new LinkedHashSet<>();
        kept.forEach(row -> there.add(row.at()));
        List<Row> all = new ArrayList<>(kept);
        for (Map<String, JsonNode> values : node.matrix().include()) {
            Row row = point(values);
            if (there.add(row.at())) {
                all.add(row);
            }
        }
        return all;
    }

    private static boolean agrees(Row row, SortedMap<String, String> point) {
        return point.entrySet().stream()
                .allMatch(e -> e.getValue().equals(row.at().get(e.getKey())));
    }

    /** Values that are no short texts are known by their place in the matrix' own list, if they are there. */
    private Row point(Map<String, JsonNode> values) {
        Row row = Row.START;
        int index = 0;
        for (Map.Entry<String, JsonNode> e : values.entrySet()) {
            JsonNode value = Labels.drawn(e.getKey(), e.getValue())
                    ? JsonNodeFactory.instance.numberNode(Seeds.draw(random))
                    : e.getValue();
            Source source = node.matrix().axes().get(e.getKey());
            int at = source instanceof Source.Listed listed ? listed.values().indexOf(value) : -1;
            int place = at >= 0 ? at : listed(source) + index++;
            row = row.and(e.getKey(), Labels.of(value, place), value);
        }
        return row;
    }

    private static int listed(@Nullable Source source) {
        return source instanceof Source.Listed listed ? listed.values().size() : 0;
    }
}
