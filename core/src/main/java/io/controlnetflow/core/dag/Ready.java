package io.controlnetflow.core.dag;

import java.util.List;
import java.util.Set;

/** What may begin next. */
public final class Ready {
    private Ready() {}

    /**
     * Cells that have not begun and whose needs are all done, in the plan's order.
     *
     * @param begun cells that are running, waiting or settled
     * @param done cells that have a value
     */
    public static List<CellId> next(Plan plan, Set<CellId> begun, Set<CellId> done) {
        return plan.cells().stream()
                .filter(c -> !begun.contains(c.id()) && !done.contains(c.id()) && done.containsAll(c.needs()))
                .map(Plan.Cell::id)
                .toList();
    }
}
