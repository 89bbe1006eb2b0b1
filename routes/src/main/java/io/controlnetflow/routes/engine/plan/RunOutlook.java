package io.controlnetflow.routes.engine.plan;

import io.controlnetflow.core.dag.Flow;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a run would do.
 *
 * @param run its id
 * @param label what a person calls it
 * @param exists true when it was opened before
 * @param cells in the run's order
 * @param later nodes whose cells are not known before something else is, and what that is
 */
public record RunOutlook(String run, String label, Flow flow, boolean exists, List<Outlook> cells, List<Later> later) {
    /** A node whose cells come later. */
    public record Later(String node, String waitsFor) {}

    public RunOutlook {
        cells = List.copyOf(cells);
        later = List.copyOf(later);
    }

    /** At least, USD. */
    public BigDecimal price() {
        return cells.stream().map(Outlook::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
