package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A point on its way to be a cell.
 *
 * @param at labels of its coordinates
 * @param values of its coordinates
 * @param needs cells that it comes from
 * @param barriers nodes all of whose cells it needs, beyond those that every cell of its node needs
 */
record Row(SortedMap<String, String> at, Map<String, JsonNode> values, Set<CellId> needs, Set<String> barriers) {
    static final Row START = new Row(new TreeMap<>(), Map.of(), Set.of(), Set.of());

    Row and(String name, String label, JsonNode value) {
        SortedMap<String, String> labels = new TreeMap<>(at);
        labels.put(name, label);
        Map<String, JsonNode> all = new LinkedHashMap<>(values);
        all.put(name, value);
        return new Row(labels, all, needs, barriers);
    }

    /** Both; coordinates that they share have the same labels. */
    Row and(Row other) {
        if (isStart() || other.isStart()) {
            return isStart() ? other : this;
        }
        SortedMap<String, String> labels = at;
        Map<String, JsonNode> all = values;
        if (!at.keySet().containsAll(other.at.keySet())) {
            labels = new TreeMap<>(at);
            labels.putAll(other.at);
            all = new LinkedHashMap<>(values);
            all.putAll(other.values);
        }
        return new Row(labels, all, union(needs, other.needs), union(barriers, other.barriers));
    }

    private boolean isStart() {
        return at.isEmpty() && needs.isEmpty() && barriers.isEmpty();
    }

    Row behind(String node) {
        return new Row(at, values, needs, union(barriers, Set.of(node)));
    }

    private static <T> Set<T> union(Set<T> a, Set<T> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Set<T> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }
}
