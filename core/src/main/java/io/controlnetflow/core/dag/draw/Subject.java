package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn.
 *
 * @param flow the pipeline
 * @param cells by node, in the plan's order; a node that is not there has cells that are not known yet. Empty when none are known
 * @param marks where the cells of a run stand; null for a flow that is not run. A cell without a mark is to come
 * @param caption a line below the title, as in {@code run 3f2a of cat.jpg}; empty for none
 */
public record Subject(
        Flow flow,
        Map<String, List<CellId>> cells,
        @Nullable Map<CellId, CellMark> marks,
        String caption) {
    public Subject {
        Map<String, List<CellId>> copy = new LinkedHashMap<>();
        cells.forEach((node, ids) -> copy.put(node, List.copyOf(ids)));
        cells = Collections.unmodifiableMap(copy);
        marks = marks == null ? null : Map.copyOf(marks);
    }

    /** A flow that is not run. */
    public static Subject of(Flow flow) {
        return new Subject(flow, Map.of(), null, "");
    }

    /** A flow that is not run, with the cells that it would have. */
    public static Subject of(Flow flow, Plan plan) {
        return new Subject(flow, cells(flow, plan), null, "");
    }

    /** The cells of a plan by node; nodes that are planned later are left out. */
    static Map<String, List<CellId>> cells(Flow flow, Plan plan) {
        Map<String, List<CellId>> cells = new LinkedHashMap<>();
        flow.nodes().forEach(node -> cells.put(node.id(), new ArrayList<>()));
        plan.later().forEach(later -> cells.remove(later.node()));
        plan.cells().forEach(cell -> cells.computeIfAbsent(cell.id().node(), node -> new ArrayList<>())
                .add(cell.id()));
        return cells;
    }

    /** Null when nothing is run. */
    @Nullable
    CellMark mark(CellId cell) {
        return marks == null ? null : marks.getOrDefault(cell, CellMark.TO_COME);
    }
}
