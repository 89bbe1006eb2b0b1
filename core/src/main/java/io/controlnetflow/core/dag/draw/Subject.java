package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.CellId;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn.
 *
 * @param flow the pipeline
 * @param plan its cells; null when they are not known
 * @param marks where the cells of a run stand; null for a flow that is not run. A cell without a mark is to come
 * @param caption a line below the title, as in {@code run 3f2a of cat.jpg}; empty for none
 */
public record Subject(
        Flow flow, @Nullable Plan plan, @Nullable Map<CellId, CellMark> marks, String caption) {
    public Subject {
        marks = marks == null ? null : Map.copyOf(marks);
    }

    /** A flow that is not run. */
    public static Subject of(Flow flow, @Nullable Plan plan) {
        return new Subject(flow, plan, null, "");
    }

    /** Cells by node, in the plan's order; a node that is not there has none yet. */
    Map<String, List<CellId>> cells() {
        Map<String, List<CellId>> cells = new LinkedHashMap<>();
        if (plan != null) {
            plan.cells().forEach(cell -> cells.computeIfAbsent(cell.id().node(), node -> new ArrayList<>())
                    .add(cell.id()));
        }
        return cells;
    }

    /** Null when nothing is run. */
    @Nullable
    CellMark mark(CellId cell) {
        return marks == null ? null : marks.getOrDefault(cell, CellMark.TO_COME);
    }
}
