package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

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
                        "select c.* from flow_cell c where c.state = 'READY' and c.due <= ? and (? = '' or exists (select 1 from flow_run r"
                                + " where r.run_id = c.run_id and r.provider in ('', ?)))"
                                + " order by c.state, c.created_at, c.position fetch first ? rows only"
                                + tx.database.skipLocked(),
                        tx.now,
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
        return cells.stream().map(cell -> cell.in(CellState.RUNNING)).toList();
    }

    @Override
    public void done(String cellId, String output, @Nullable CellKey key) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> Cells.done(tx, cellId, run, output, key)));
    }

    @Override
    public void reused(String cellId, String output, CellKey key) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            tx.run("update flow_cell set reused = true where cell_id = ?", cellId);
            Cells.done(tx, cellId, run, output, key);
        }));
    }

    @Override
    public Optional<String> known(String key) {
        return store.read(handle -> handle.select(
                        "select c.output from flow_cell c join flow_run r on r.run_id = c.run_id where c.cell_key = ?"
                                + " and c.state = 'DONE' and c.output is not null and r.provider in ('', ?)"
                                + " order by c.created_at desc fetch first 1 rows only",
                        key,
                        store.self().provider())
                .mapTo(String.class)
                .findFirst());
    }

    @Override
    public void skipped(String cellId, String why) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> Cells.skipped(tx, cellId, run, Tx.cut(why))));
    }

    @Override
    public void later(String cellId, Instant due, String problem) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            if (Cancels.ended(tx, run, cellId)) {
                return;
            }
            tx.run(
                    "update flow_cell set state = 'READY', owner = null, lease_until = 0, begun = false,"
                            + " tries = tries + 1, due = ?, problem = ? where cell_id = ?",
                    due.toEpochMilli(),
                    Tx.cut(problem),
                    cellId);
            tx.event(null, "cell", cellId + " is tried again: " + problem);
        }));
    }

    @Override
    public boolean begun(String cellId) {
        return store.write(tx -> running(tx, cellId)
                .filter(run -> !Cancels.ended(tx, run, cellId))
                .map(run -> tx.run("update flow_cell set begun = true where cell_id = ?", cellId))
                .isPresent());
    }

    @Override
    public void approval(String cellId, String shown, @Nullable Instant until, boolean approveThen) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            if (Cancels.ended(tx, run, cellId)) {
                return;
            }
            Approvals.ask(tx, cellId, shown, until, approveThen);
            tx.touched(run);
        }));
    }

    @Override
    public boolean decide(String cellId, boolean yes, String by) {
        return store.write(tx -> Approvals.decide(tx, cellId, yes, by));
    }

    @Override
    public int decideOverdue() {
        boolean any = store.read(handle -> handle.select(
                        "select 1 from flow_cell where state = 'APPROVAL' and due > 0 fetch first 1 rows only")
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
        return any ? store.write(Approvals::decideOverdue) : 0;
    }

    @Override
    public void waitingForRun(String cellId, String otherRun) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> Waits.forRun(tx, cellId, run, otherRun)));
    }

    @Override
    public void runSettled(String runId, String outputs, @Nullable String problem) {
        store.run(tx -> {
            tx.run(
                    "update flow_run set outputs = ?, problem = ? where run_id = ? and state <> 'ACTIVE'",
                    outputs,
                    problem == null ? null : Tx.cut(problem),
                    runId);
            SubRuns.settle(tx, runId);
        });
    }

    @Override
    public List<Cell> above(String cellId) {
        return store.read(handle -> handle.select(
                        "select c.* from flow_edge e join flow_cell c on c.cell_id = e.above where e.below = ?"
                                + " order by c.position, c.cell_id",
                        cellId)
                .map(Rows::cell)
                .list());
    }

    @Override
    public void extend(String cellId, List<NewCell> all) {
        store.run(tx -> running(tx, cellId).ifPresent(run -> {
            if (Cancels.ended(tx, run, cellId)) {
                return;
            }
            Openings.further(tx, run, all);
            Cells.done(tx, cellId, run, "{}", null);
            Cells.stand(tx, run);
        }));
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
        store.run(
                tx -> running(tx, cellId).ifPresent(run -> Waits.forJob(tx, cellId, run, new JobKey(jobKey), reused)));
    }

    /** The run of a cell that this node runs; empty when another decided meanwhile. */
    static Optional<String> running(Tx tx, String cellId) {
        record Standing(String run, String state, String owner) {}
        Standing cell = tx.handle
                .select("select run_id, state, owner from flow_cell where cell_id = ?" + tx.forUpdate, cellId)
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
        if (atStart && store.database().exclusive()) {
            return store.write(tx -> CutOffs.release(tx, ""));
        }
        String dead = atStart ? " and (owner = ? or lease_until <= ?)" : " and owner <> ? and lease_until <= ?";
        return store.write(tx -> CutOffs.release(tx, dead, tx.node, tx.now));
    }

    @Override
    public void again(String runId) {
        store.run(tx -> again(tx, runId));
    }

    static void again(Tx tx, String runId) {
        tx.run(
                "update flow_cell set state = 'PENDING', output = null, job_key = null, problem = null, owner = null,"
                        + " begun = false, tries = 0, due = 0"
                        + " where run_id = ? and (state = 'FAILED' or state = 'HELD' and job_key is null"
                        + " or state = 'SKIPPED' and due = ?)",
                runId,
                CANCELLED);
        tx.run("update flow_run set cancelled = false where run_id = ?", runId);
        Cells.unskip(tx, runId);
        tx.touched(runId);
        tx.event(null, "again", runId + " starts again");
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
