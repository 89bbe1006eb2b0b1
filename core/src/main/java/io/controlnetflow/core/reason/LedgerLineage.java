package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.wire.Inputs;
import java.util.List;
import java.util.Objects;

/** What stands above cells of the ledger. */
public record LedgerLineage(Ledger ledger) implements Lineage {
    @Override
    public List<Making> above(Making cell) {
        return ledger.history().above(cell.cell()).stream()
                .map(Making::of)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public JsonNode inputs(Making cell) {
        return ledger.runs()
                .find(cell.run())
                .flatMap(run -> Inputs.parse(run.plan().inputs()))
                .<JsonNode>map(inputs -> inputs)
                .orElse(JsonNodeFactory.instance.objectNode());
    }
}
