package io.controlnetflow.core.dag.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Rows that others are joined with: the coordinates that both have are zipped, the rest is crossed. Not thread-safe: it builds its indexes as they are asked for. */
final class RowIndex {
    private record Group(List<String> shared, Map<List<String>, List<Integer>> byLabels) {}

    private final List<Row> rows;
    private final Map<Set<String>, List<Integer>> byNames = new LinkedHashMap<>();
    private final Map<Set<String>, List<Group>> groups = new HashMap<>();

    RowIndex(List<Row> rows) {
        this.rows = rows;
        for (int i = 0; i < rows.size(); i++) {
            byNames.computeIfAbsent(rows.get(i).at().keySet(), names -> new ArrayList<>())
                    .add(i);
        }
    }

    int size() {
        return rows.size();
    }

    /** Numbers of the rows that agree with the given one, in order. */
    List<Integer> matches(Row left) {
        List<Group> ways = groups.computeIfAbsent(left.at().keySet(), this::group);
        if (ways.size() == 1) {
            return found(ways.get(0), left);
        }
        List<Integer> all = new ArrayList<>();
        ways.forEach(way -> all.addAll(found(way, left)));
        Collections.sort(all);
        return all;
    }

    Row row(int number) {
        return rows.get(number);
    }

    private static List<Integer> found(Group group, Row left) {
        return group.byLabels.getOrDefault(labels(left.at(), group.shared), List.of());
    }

    private List<Group> group(Set<String> names) {
        List<Group> ways = new ArrayList<>();
        byNames.forEach((own, numbers) -> {
            List<String> shared = own.stream().filter(names::contains).toList();
            Map<List<String>, List<Integer>> byLabels = new HashMap<>();
            numbers.forEach(i -> byLabels.computeIfAbsent(labels(rows.get(i).at(), shared), labels -> new ArrayList<>())
                    .add(i));
            ways.add(new Group(shared, byLabels));
        });
        return ways;
    }

    private static List<String> labels(SortedMap<String, String> at, List<String> shared) {
        if (shared.isEmpty()) {
            return List.of();
        }
        List<String> labels = new ArrayList<>(shared.size());
        shared.forEach(name -> labels.add(at.getOrDefault(name, "")));
        return labels;
    }
}
