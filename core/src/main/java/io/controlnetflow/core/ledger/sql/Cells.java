package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How cells change inside a transaction: a settled job settles its cells, a done cell readies those below. */
final class Cells {
    private record Place(String id, String run) {}

    private Cells() {}

    /** The job's outcome reaches the cells that wait for it or are held because of it. */
    static void settle(Tx tx, JobKey key) {
        tx.settled(key);
        var job = tx.handle
                .select("select state, outputs, problem from flow_job where job_key = ?", key.hex())
                .map((row, context) -> new Outcome(
                        JobState.valueOf(row.getString("state")), row.getString("outputs"), row.getString("problem")))
                .one();
        if (!job.state.settled()) {
            return;
        }
        List<Place> cells = tx.handle
                .select(
                        "select cell_id, run_id from flow_cell where job_key = ? and state in ('WAITING', 'HELD')"
                                + " order by cell_id",
                        key.hex())
                .map((row, context) -> new Place(row.getString("cell_id"), row.getString("run_id")))
                .list();
        for (Place cell : cells) {
            switch (job.state) {
                case DONE -> done(tx, cell.id, cell.run, job.outputs == null ? "[]" : job.outputs);
                case HELD, PARKED -> end(tx, cell.id, cell.run, CellState.HELD, job.problem);
                default ->
                    failed(
                            tx,
                            cell.id,
                            cell.run,
                            job.problem == null ? "job " + key.brief() + " was cancelled" : job.problem);
            }
        }
    }

    private record Outcome(
            JobState state,
            @Nullable String outputs,
            @Nullable String problem) {}

    /** The cell has its value; those below that wait for nothing else are ready. */
    static void done(Tx tx, String cell, String run, String output) {
        tx.run(
                "update flow_cell set state = 'DONE', output = ?, problem = null, lease_until = 0 where cell_id = ?",
                output,
                cell);
        tx.run(
                "update flow_cell set pending = pending - 1, state = case when pending <= 1 then 'READY' else state end"
                        + " where state = 'PENDING' and cell_id in (select below from flow_edge where above = ?)",
                cell);
        tx.touched(run);
    }

    /** The cell failed; everything below is skipped. */
    static void failed(Tx tx, String cell, String run, String problem) {
        end(tx, cell, run, CellState.FAILED, problem);
        Deque<String> above = new ArrayDeque<>(List.of(cell));
        while (!above.isEmpty()) {
            for (String below : below(tx, above.remove())) {
                if (tx.run(
                                "update flow_cell set state = 'SKIPPED', problem = ? where cell_id = ?"
                                        + " and state in ('PENDING', 'READY')",
                                "not started: " + cell + " failed",
                                below)
                        > 0) {
                    above.add(below);
                }
            }
        }
    }

    private static void end(Tx tx, String cell, String run, CellState state, @Nullable String problem) {
        tx.run(
                "update flow_cell set state = ?, problem = ?, lease_until = 0 where cell_id = ?",
                state.name(),
                problem,
                cell);
        tx.touched(run);
    }

    /** The job lives again: its held and failed cells wait for it, and what was skipped below them is pending. */
    static void reopen(Tx tx, JobKey key) {
        Map<String, Boolean> runs = new TreeMap<>();
        tx.handle
                .select(
                        "select run_id, state from flow_cell where job_key = ? and state in ('HELD', 'FAILED')",
                        key.hex())
                .map((row, context) -> Map.entry(
                        row.getString("run_id"), row.getString("state").equals("FAILED")))
                .forEach(cell -> runs.merge(cell.getKey(), cell.getValue(), Boolean::logicalOr));
        tx.run(
                "update flow_cell set state = 'WAITING', problem = null where job_key = ? and state in ('HELD', 'FAILED')",
                key.hex());
        runs.forEach((run, failed) -> {
            if (failed) {
                unskip(tx, run);
            }
            tx.touched(run);
        });
    }

    /** Skipped cells of the run that no failed cell stands above any more are pending again, or ready. */
    static void unskip(Tx tx, String run) {
        while (tx.run(
                        "update flow_cell set state = 'PENDING', problem = null where run_id = ? and state = 'SKIPPED'"
                                + " and problem is not null and not exists (select 1 from flow_edge e"
                                + " join flow_cell a on a.cell_id = e.above where e.below = flow_cell.cell_id"
                                + " and (a.state = 'FAILED' or a.state = 'SKIPPED' and a.problem is not null))",
                        run)
                > 0) {
            // one level a turn
        }
        count(tx, run);
    }

    /** Counts anew what each pending cell of the run waits for, and readies those that wait for nothing. */
    static void count(Tx tx, String run) {
        tx.run(
                "update flow_cell set pending = (select count(*) from flow_edge e join flow_cell a on a.cell_id = e.above"
                        + " where e.below = flow_cell.cell_id and a.state <> 'DONE') where run_id = ? and state = 'PENDING'",
                run);
        tx.run("update flow_cell set state = 'READY' where run_id = ? and state = 'PENDING' and pending = 0", run);
    }

    /**
     * The run's state from its cells. The run's row is locked first, so that of two nodes that settle its last cells at the
     * same time the second sees what the first did.
     */
    static void recompute(Tx tx, String run) {
        String before = tx.handle
                .select("select state from flow_run where run_id = ? for update", run)
                .mapTo(String.class)
                .one();
        RunState state = has(tx, run, "'READY', 'RUNNING', 'WAITING'")
                ? RunState.ACTIVE
                : has(tx, run, "'HELD', 'APPROVAL'")
                        ? RunState.HELD
                        : has(tx, run, "'FAILED'") ? RunState.FAILED : RunState.DONE;
        if (!state.name().equals(before)) {
            tx.run("update flow_run set state = ?, published = false where run_id = ?", state.name(), run);
            tx.event(null, "run", run + " is " + state);
        }
    }

    private static boolean has(Tx tx, String run, String states) {
        return tx.handle
                .select(
                        "select 1 from flow_cell where run_id = ? and state in (" + states
                                + ") fetch first 1 rows only",
                        run)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    private static List<String> below(Tx tx, String cell) {
        return tx.handle
                .select("select below from flow_edge where above = ? order by below", cell)
                .mapTo(String.class)
                .list();
    }
}
