package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run that is settled settles the cells of other runs that wait for it. Their {@code job_key} names the run. */
final class SubRuns {
    private record End(
            RunState state,
            @Nullable String outputs,
            @Nullable String problem) {}

    private record Waiting(String cell, String run) {}

    private SubRuns() {}

    /** Does nothing while it is not known what the run came to. Locks the run, so that no cell begins to wait meanwhile. */
    static void settle(Tx tx, String run) {
        End end = tx.handle
                .select("select state, outputs, problem from flow_run where run_id = ?" + tx.forUpdate, run)
                .map((row, context) -> new End(
                        RunState.valueOf(row.getString("state")), row.getString("outputs"), row.getString("problem")))
                .one();
        if (end.outputs == null || end.state == RunState.ACTIVE) {
            return;
        }
        List<Waiting> cells = tx.handle
                .select(
                        "select cell_id, run_id from flow_cell where job_key = ? and state in ('WAITING', 'HELD')"
                                + " order by cell_id",
                        run)
                .map((row, context) -> new Waiting(row.getString("cell_id"), row.getString("run_id")))
                .list();
        String problem = end.problem == null ? "run " + run + " is " + end.state : end.problem;
        for (Waiting cell : cells) {
            switch (end.state) {
                case DONE -> Cells.done(tx, cell.cell, cell.run, end.outputs, null);
                case HELD -> Cells.end(tx, cell.cell, cell.run, CellState.HELD, problem);
                default -> Cells.failed(tx, cell.cell, cell.run, problem);
            }
        }
    }
}
