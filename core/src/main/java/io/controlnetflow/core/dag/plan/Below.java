package io.controlnetflow.core.dag.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which cells of a plan need which, looked up: made in one walk over the plan. Immutable, thread-safe. */
public final class Below {
    private final List<Plan.Cell> cells;
    private final Map<CellId, List<Integer>> alone = new HashMap<>();
    private final Map<String, List<Integer>> behind = new HashMap<>();

    /** Cells behind a barrier are noted once for its node, not once for each of its members. */
    Below(List<Plan.Cell> cells) {
        this.cells = cells;
        for (int at = 0; at < cells.size(); at++) {
            for (CellId need : cells.get(at).needs()) {
                alone.computeIfAbsent(need, id -> new ArrayList<>()).add(at);
            }
            for (Plan.Barrier barrier : cells.get(at).barriers()) {
                behind.computeIfAbsent(barrier.node(), node -> new ArrayList<>())
                        .add(at);
            }
        }
    }

    /** Cells that need the given one, on its own or in a group, in the plan's order. */
    public List<CellId> of(CellId cell) {
        TreeSet<Integer> places = new TreeSet<>(alone.getOrDefault(cell, List.of()));
        places.addAll(behind.getOrDefault(cell.node(), List.of()));
        return places.stream().map(at -> cells.get(at).id()).toList();
    }
}
