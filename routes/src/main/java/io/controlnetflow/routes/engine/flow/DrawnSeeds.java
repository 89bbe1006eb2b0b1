package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewCell;
import java.util.List;

/** Seeds that were drawn for the cells of a run, by the cells' ids without the run's: whoever takes its place keeps them. Pure. */
final class DrawnSeeds {
    private static final String SEED = "seed";

    private DrawnSeeds() {}

    static ObjectNode of(String run, List<Cell> cells) {
        ObjectNode seeds = JsonNodeFactory.instance.objectNode();
        for (Cell cell : cells) {
            Integer seed = CellDetail.of(cell).seed();
            if (seed != null) {
                seeds.put(cell.id().substring(run.length()), seed);
            }
        }
        return seeds;
    }

    /** Rows for which a seed was drawn before have that one. */
    static List<NewCell> keep(String run, List<NewCell> rows, JsonNode seeds) {
        return rows.stream().map(row -> kept(run, row, seeds)).toList();
    }

    private static NewCell kept(String run, NewCell row, JsonNode seeds) {
        JsonNode before = seeds.get(row.id().substring(run.length()));
        ObjectNode detail = (ObjectNode) CellDetail.read(row.coordinates());
        if (before == null || !detail.has(SEED)) {
            return row;
        }
        detail.set(SEED, before);
        return new NewCell(
                row.id(),
                row.node(),
                detail.toString(),
                row.order(),
                row.below(),
                row.gate(),
                row.optional(),
                row.repeatable());
    }
}
