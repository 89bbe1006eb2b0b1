package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs.CellKey;
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
                case DONE -> done(tx, cell.id, cell.run, job.outputs == null ? "[]" : job.outputs, null);
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
    static void done(Tx tx, String cell, String run, String output, @Nullable CellKey key) {
        tx.run(
                "update flow_cell set state = 'DONE', output = ?, problem = null, lease_until = 0, due = 0, cell_key = ?,"
                        + " parts = ? where cell_id = ?",
                output,
                key == null ? null : key.hash(),
                key == null ? null : key.parts(),
                cell);
        follow(tx, new Ended(cell, CellState.DONE, true));
        tx.touched(run);
    }

    /** The cell failed; what needs it is skipped, unless the cell may fail. */
    static void failed(Tx tx, String cell, String run, String problem) {
        end(tx, cell, run, CellState.FAILED, problem);
        boolean mayFail = tx.handle
                .select("select optional from flow_cell where cell_id = ?", cell)
                .mapTo(Boolean.class)
                .one();
        follow(tx, new Ended(cell, CellState.FAILED, mayFail));
    }

    /** The cell is not to be; what needs it is skipped. */
    static void skipped(Tx tx, String cell, String run, String why) {
        end(tx, cell, run, CellState.SKIPPED, why);
        follow(tx, new Ended(cell, CellState.SKIPPED, false));
    }

    static void end(Tx tx, String cell, String run, CellState state, @Nullable String problem) {
        tx.run(
                "update flow_cell set state = ?, problem = ?, lease_until = 0 where cell_id = ?",
                state.name(),
                problem,
                cell);
        tx.touched(run);
    }

    /** @param enough true when what is below may go on as far as this cell is concerned */
    private record Ended(String cell, CellState state, boolean enough) {}

    private record Barrier(String id, Gate gate, int open, int met, boolean broken) {
        Barrier with(Ended ended) {
            return new Barrier(
                    id, gate, open - 1, met + (ended.state == CellState.DONE ? 1 : 0), broken || !ended.enough);
        }

        /** DONE or SKIPPED once it is clear, else PENDING. */
        CellState verdict() {
            return switch (gate.kind()) {
                case SETTLED -> open == 0 ? CellState.DONE : CellState.PENDING;
                case COUNT ->
                    met >= gate.wanted()
                            ? CellState.DONE
                            : met + open < gate.wanted() ? CellState.SKIPPED : CellState.PENDING;
                case ALL, CELL -> broken ? CellState.SKIPPED : open == 0 ? CellState.DONE : CellState.PENDING;
            };
        }
    }

    /** What a cell's end means for those below it, and what their ends mean in turn. */
    private static void follow(Tx tx, Ended first) {
        Deque<Ended> ends = new ArrayDeque<>(List.of(first));
        while (!ends.isEmpty()) {
            Ended ended = ends.remove();
            if (ended.enough) {
                tx.run(
                        "update flow_cell set pending = pending - 1, state = case when pending <= 1 then 'READY' else state end"
                                + " where state = 'PENDING' and gate = 'CELL'"
                                + " and cell_id in (select below from flow_edge where above = ?)",
                        ended.cell);
            } else {
                skipBelow(tx, ended, ends);
            }
            for (Barrier before : barriersBelow(tx, ended.cell)) {
                Barrier now = before.with(ended);
                CellState verdict = now.verdict();
                tx.run(
                        "update flow_cell set pending = ?, met = ?, broken = ?, state = ?, problem = ? where cell_id = ?",
                        now.open,
                        now.met,
                        now.broken,
                        verdict.name(),
                        verdict == CellState.SKIPPED ? reason(ended) : null,
                        now.id);
                if (verdict != CellState.PENDING) {
                    ends.add(new Ended(now.id, verdict, verdict == CellState.DONE));
                }
            }
        }
    }

    private static void skipBelow(Tx tx, Ended ended, Deque<Ended> ends) {
        List<String> cells = tx.handle
                .select(
                        "select c.cell_id from flow_edge e join flow_cell c on c.cell_id = e.below where e.above = ?"
                                + " and c.gate = 'CELL' and c.state in ('PENDING', 'READY') order by c.cell_id",
                        ended.cell)
                .mapTo(String.class)
                .list();
        for (String cell : cells) {
            tx.run("update flow_cell set state = 'SKIPPED', problem = ? where cell_id = ?", reason(ended), cell);
            ends.add(new Ended(cell, CellState.SKIPPED, false));
        }
    }

    private static String reason(Ended ended) {
        return "not started: " + ended.cell + (ended.state == CellState.FAILED ? " failed" : " was skipped");
    }

    private static List<Barrier> barriersBelow(Tx tx, String cell) {
        return tx.handle
                .select(
                        "select cell_id, gate, wanted, pending, met, broken from flow_cell where state = 'PENDING'"
                                + " and gate <> 'CELL' and cell_id in (select below from flow_edge where above = ?)"
                                + " order by cell_id" + tx.forUpdate,
                        cell)
                .map((row, context) -> new Barrier(
                        row.getString("cell_id"),
                        new Gate(Gate.Kind.valueOf(row.getString("gate")), row.getInt("wanted")),
                        row.getInt("pending"),
                        row.getInt("met"),
                        row.getBoolean("broken")))
                .list();
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

    /** Above a cell and with no value for it: below, nothing may go on. */
    private static final String NOTHING_FROM_ABOVE = "exists (select 1 from flow_edge e join flow_cell a"
            + " on a.cell_id = e.above where e.below = flow_cell.cell_id"
            + " and (a.state = 'SKIPPED' or a.state = 'FAILED' and not a.optional))";

    private static final String ABOVE =
            " from flow_edge e join flow_cell a on a.cell_id = e.above where e.below = flow_cell.cell_id";

    /** Skipped cells of the run that nothing failed or skipped stands above any more are pending again, or ready. */
    static void unskip(Tx tx, String run) {
        while (tx.run(
                        "update flow_cell set state = 'PENDING', problem = null where run_id = ? and state = 'SKIPPED'"
                                + " and due >= 0 and not " + NOTHING_FROM_ABOVE,
                        run)
                > 0) {
            // one level a turn
        }
        stand(tx, run);
    }

    /** Counts anew what each pending row of the run waits for, and settles or readies what waits for nothing. */
    static void stand(Tx tx, String run) {
        boolean moved = true;
        while (moved) {
            tx.run(
                    "update flow_cell set pending = (select count(*)" + ABOVE
                            + " and a.state not in ('DONE', 'SKIPPED', 'FAILED')), met = (select count(*)" + ABOVE
                            + " and a.state = 'DONE'), broken = " + NOTHING_FROM_ABOVE
                            + " where run_id = ? and state = 'PENDING' and gate <> 'CELL'",
                    run);
            int changed = tx.run(
                    "update flow_cell set state = 'DONE' where run_id = ? and state = 'PENDING' and ("
                            + "gate = 'SETTLED' and pending = 0 or gate = 'ALL' and not broken and pending = 0"
                            + " or gate = 'COUNT' and met >= wanted)",
                    run);
            changed += tx.run(
                    "update flow_cell set state = 'SKIPPED', problem = 'not started: what it waits for has no value'"
                            + " where run_id = ? and state = 'PENDING' and (gate = 'ALL' and broken"
                            + " or gate = 'COUNT' and met + pending < wanted or gate = 'CELL' and " + NOTHING_FROM_ABOVE
                            + ")",
                    run);
            moved = changed > 0;
        }
        tx.run(
                "update flow_cell set pending = (select count(*)" + ABOVE
                        + " and a.state not in ('DONE', 'FAILED')) where run_id = ? and state = 'PENDING' and gate = 'CELL'",
                run);
        tx.run(
                "update flow_cell set state = 'READY' where run_id = ? and state = 'PENDING' and gate = 'CELL'"
                        + " and pending = 0",
                run);
    }
}
