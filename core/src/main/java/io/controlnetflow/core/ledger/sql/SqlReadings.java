package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Readings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Readings of cells, as a column of their rows. */
record SqlReadings(Store store) implements Readings {
    @Override
    public Optional<String> of(String cellId) {
        return store.read(handle -> of(handle, cellId));
    }

    private static Optional<String> of(Handle handle, String cellId) {
        return handle.select("select readings from flow_cell where cell_id = ? and readings is not null", cellId)
                .mapTo(String.class)
                .findFirst();
    }

    @Override
    public Map<String, String> ofRun(String runId) {
        Map<String, String> kept = new HashMap<>();
        store.read(handle -> handle.select(
                        "select cell_id, readings from flow_cell where run_id = ? and readings is not null", runId)
                .map((row, context) -> kept.put(row.getString("cell_id"), row.getString("readings")))
                .list());
        return kept;
    }

    @Override
    public boolean keep(String cellId, @Nullable String before, String readings) {
        return store.write(tx -> SqlRuns.running(tx, cellId)
                .filter(run -> Objects.equals(before, of(tx.handle, cellId).orElse(null)))
                .map(run -> tx.run("update flow_cell set readings = ? where cell_id = ?", readings, cellId) > 0)
                .orElse(false));
    }
}
