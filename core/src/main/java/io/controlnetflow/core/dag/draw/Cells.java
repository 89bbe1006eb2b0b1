package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.plan.CellId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cells in a node's box.
 *
 * @param shown a square each, in the plan's order
 * @param more how many there are besides
 * @param counts how many stand where, of all; empty when nothing is run
 */
record Cells(List<Cell> shown, int more, Map<CellMark, Integer> counts) {
    static final Cells NONE = new Cells(List.of(), 0, Map.of());

    /** Squares in one row of a box. */
    static final int ROW = 12;

    private static final int MOST = 2 * ROW;

    /** @param mark null when nothing is run */
    record Cell(CellId id, @Nullable CellMark mark) {}

    /** Those that want attention are shown before others when there are too many. */
    static Cells of(Subject subject, List<CellId> ids) {
        List<Cell> all = ids.stream().map(id -> new Cell(id, subject.mark(id))).toList();
        Set<CellId> chosen = all.stream()
                .sorted(Comparator.comparing(Cell::mark, Comparator.nullsFirst(Comparator.naturalOrder())))
                .limit(MOST)
                .map(Cell::id)
                .collect(Collectors.toSet());
        List<Cell> shown = new ArrayList<>(all);
        shown.removeIf(cell -> !chosen.contains(cell.id()));
        Map<CellMark, Integer> counts = new EnumMap<>(CellMark.class);
        for (Cell cell : all) {
            if (cell.mark != null) {
                counts.merge(cell.mark, 1, Integer::sum);
            }
        }
        return new Cells(List.copyOf(shown), all.size() - shown.size(), counts);
    }

    int rows() {
        return (shown.size() + ROW - 1) / ROW;
    }

    /** {@code 480 done, 3 failed}; empty when nothing is run. */
    String summary() {
        return String.join(", ", summary(counts));
    }

    /** What is done, and then what wants attention most. */
    static List<String> summary(Map<CellMark, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<CellMark, Integer> e) -> e.getKey() != CellMark.DONE)
                        .thenComparing(Map.Entry::getKey))
                .map(e -> e.getValue() + " " + e.getKey().word())
                .toList();
    }
}
