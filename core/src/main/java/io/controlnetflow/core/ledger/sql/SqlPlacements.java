package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Placements;
import io.controlnetflow.core.ledger.Runs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Files of cells, as a column of their rows. */
record SqlPlacements(Store store) implements Placements {
    @Override
    public List<Runs.Cell> wanted(Collection<JobKey> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        return store.read(handle -> handle.createQuery(
                        "select c.* from flow_cell c join flow_run r on r.run_id = c.run_id where c.job_key = any(:jobs)"
                                + " and c.state = 'DONE' and c.files is null and r.state = 'ACTIVE'"
                                + " order by c.created_at, c.position")
                .bindArray("jobs", String.class, jobs.stream().map(JobKey::hex).toList())
                .map(Rows::cell)
                .list());
    }

    @Override
    public void placed(Map<String, String> files) {
        if (!files.isEmpty()) {
            store.run(tx -> {
                PreparedBatch rows = tx.handle.prepareBatch("update flow_cell set files = ? where cell_id = ?");
                files.forEach((cell, its) -> rows.add(its, cell));
                rows.execute();
            });
        }
    }

    @Override
    public Map<String, String> of(String runId) {
        Map<String, String> placed = new HashMap<>();
        store.read(handle -> handle.select(
                        "select cell_id, files from flow_cell where run_id = ? and files is not null", runId)
                .map((row, context) -> placed.put(row.getString("cell_id"), row.getString("files")))
                .list());
        return placed;
    }
}
