package io.controlnetflow.routes.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Flow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param run its id
 * @param label what a person calls it
 * @param exists true when it was opened before
 * @param cells in the run's order
 * @param later nodes whose cells are not known before something else is, and what that is
 * @param called runs that its cells call, with what they cost in the cells' price
 * @param outputs what it comes to, when all of it is known before it is run; else null
 */
public record RunOutlook(
        String run,
        String label,
        Flow flow,
        boolean exists,
        List<Outlook> cells,
        List<Later> later,
        List<RunOutlook> called,
        @Nullable JsonNode outputs) {
    /** A node whose cells come later. */
    public record Later(String node, String waitsFor) {}

    public RunOutlook {
        cells = List.copyOf(cells);
        later = List.copyOf(later);
        called = List.copyOf(called);
    }

    /** At least, USD. */
    public BigDecimal price() {
        return cells.stream().map(Outlook::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Pictures that are paid for. */
    public int pictures() {
        return cells.stream()
                .filter(cell -> cell.kind() == Outlook.Kind.PAID)
                .mapToInt(Outlook::pictures)
                .sum();
    }
}
