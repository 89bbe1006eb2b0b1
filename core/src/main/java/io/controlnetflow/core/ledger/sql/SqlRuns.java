package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Runs and cells as rows. */
record SqlRuns(Store store, AtomicBoolean recovered) implements Runs {
    /** How long a node may run a cell's body before another node takes it over. */
    private static final Duration CELL_LEASE = Duration.ofMinutes(5);

    /** How long the results of one run may take to be put into place before another node does it. */
    private static final Duration PUBLISH_LEASE = Duration.ofMinutes(5);

    @Override
    public List<Run> open(List<Opening> runs) {
        return runs.isEmpty() ? List.of() : store.write(tx -> Openings.open(tx, runs));
    }

    @Override
    public List<OfDrop> open(List<DropRun> drops, boolean keep) {
        return drops.isEmpty() ? List.of() : store.write(tx -> Openings.ofDrops(tx, drops, keep));
    }

    @Override
    public List<Cell> claimReady(int most) {
        return most <= 0 ? List.of() : store.write(tx -> claimed(tx, most));
    }

    private static List<Cell> claimed(Tx tx, int most) {
        List<Cell> cells = tx.handle
                .select(
                        "select c.* from flow_cell c where c.state = 'READY' and (? = '' or exists (select 1 from flow_run r"
                                + " where r.run_id = c.run_id and r.provider in ('', ?)))"
                                + " order by c.state, c.created_at, c.position fetch first ? rows only"
                                + tx.database.skipLocked(),
                        tx.provider,
                        tx.provider,
                        most)
                .map(Rows::cell)
                .list();
        if (!cells.isEmpty()) {
            PreparedBatch marks = tx.handle.prepareBatch(
                    "update flow_cell set state = 'RUNNING', owner = ?, lease_until = ? where cell_id = ?");
            cells.forEach(cell -> marks.add(tx.node, tx.now + CELL_LEASE.toMillis(), cell.id()));
            marks.execute();
        }
        return cells.stream().map(SqlRuns::running).toList();
    }

    private static Cell running(Cell cell) {
        return new Cell(
                cell.id(),
                cell.runId(),
                cell.node(),
                cell.coordinates(),
                cell.order(),
                CellState.RUNNING,
                cell.output(),
                cell.jobKey(),
                cell.problem(),
                cell.reused());
    }

    @Override
    public void done(String cellId, String output) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> Cells.done(tx, cellId, run, output)));
    }

    @Override
    public void failed(String cellId, String problem) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            Cells.failed(tx, cellId, run, Tx.cut(problem));
            tx.event(null, "cell", cellId + " failed: " + problem);
        }));
    }

    @Override
    public void waiting(String cellId, String jobKey, boolean reused) {
        JobKey key = new JobKey(jobKey);
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            // Locked, so that whoever settles the job at this moment sees the waiting cell, or this sees the settled
            // job.
            JobState state = tx.handle
                    .select("select state from flow_job where job_key = ? for update", jobKey)
                    .mapTo(JobState.class)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "cell " + cellId + ": there is no job " + key.brief() + " to wait for; attach it first"));
            tx.run(
                    "update flow_cell set state = 'WAITING', job_key = ?, reused = ?, lease_until = 0 where cell_id = ?",
                    jobKey,
                    reused,
                    cellId);
            tx.touched(run);
            if (state.settled()) {
                Cells.settle(tx, key);
            }
        }));
    }

    /** The run of a cell that this node runs; empty when another decided meanwhile. */
    private static Optional<String> running(Tx tx, String cellId) {
        record Standing(String run, String state, String owner) {}
        Standing cell = tx.handle
                .select("select run_id, state, owner from flow_cell where cell_id = ? for update", cellId)
                .map((row, context) ->
                        new Standing(row.getString("run_id"), row.getString("state"), row.getString("owner")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no cell " + cellId));
        boolean mine = cell.state.equals("RUNNING") && tx.node.equals(cell.owner);
        return mine ? Optional.of(cell.run) : Optional.empty();
    }

    @Override
    public int recover() {
        boolean atStart = recovered.compareAndSet(false, true);
        String give = "update flow_cell set state = 'READY', owner = null, lease_until = 0 where state = 'RUNNING'";
        if (atStart && store.database().exclusive()) {
            return store.write(tx -> tx.run(give));
        }
        String dead = atStart ? " and (owner = ? or lease_until <= ?)" : " and owner <> ? and lease_until <= ?";
        return store.write(tx -> tx.run(give + dead, tx.node, tx.now));
    }

    @Override
    public void again(String runId) {
        store.run(tx -> {
            tx.run(
                    "update flow_cell set state = 'PENDING', output = null, job_key = null, problem = null, owner = null"
                            + " where run_id = ? and state = 'FAILED'",
                    runId);
            Cells.unskip(tx, runId);
            tx.touched(runId);
            tx.event(null, "again", runId + " starts again");
        });
    }

    @Override
    public Optional<Run> find(String runId) {
        return store.read(handle -> handle.select(Rows.RUNS + "where r.run_id = ?", runId)
                .map(Rows::run)
                .findFirst());
    }

    @Override
    public List<Cell> cells(String runId) {
        return store.read(
                handle -> handle.select("select * from flow_cell where run_id = ? order by position, cell_id", runId)
                        .map(Rows::cell)
                        .list());
    }

    @Override
    public List<Run> toPublish(int most) {
        return store.read(handle -> handle.select(
                        Rows.RUNS + "where r.published = false and r.state in ('DONE', 'FAILED', 'HELD')"
                                + " order by r.created_at, r.run_id fetch first ? rows only",
                        most)
                .map(Rows::run)
                .list());
    }

    @Override
    public boolean claimPublish(String runId) {
        return store.database().exclusive()
                || store.write(tx -> tx.run(
                                "update flow_run set publisher = ?, publish_until = ? where run_id = ?"
                                        + " and state <> 'ACTIVE' and (publish_until <= ? or publisher = ?)",
                                tx.node,
                                tx.now + PUBLISH_LEASE.toMillis(),
                                runId,
                                tx.now,
                                tx.node)
                        > 0);
    }

    @Override
    public void published(String runId) {
        store.run(tx -> tx.run(
                "update flow_run set published = true, publisher = null, publish_until = 0"
                        + " where run_id = ? and state <> 'ACTIVE'",
                runId));
    }

    @Override
    public Set<String> publishedAmong(Collection<String> runIds) {
        if (runIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(store.read(handle -> handle.createQuery(
                        "select run_id from flow_run where run_id = any(:ids) and published = true")
                .bindArray("ids", String.class, List.copyOf(runIds))
                .mapTo(String.class)
                .list()));
    }

    @Override
    public List<Run> batch(String batch) {
        return store.read(
                handle -> handle.select(Rows.RUNS + "where r.batch = ? order by r.created_at, r.run_id", batch)
                        .map(Rows::run)
                        .list());
    }
}
