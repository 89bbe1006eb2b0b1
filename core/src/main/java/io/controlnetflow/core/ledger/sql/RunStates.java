package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.util.Arrays;

/** What the cells of a run make of it. */
final class RunStates {
    private static final String NOT_WHOLE =
            "(state = 'FAILED' and not optional or state = 'SKIPPED' and due = " + Runs.CANCELLED + ")";

    private RunStates() {}

    /**
     * The run's state from its cells. The run's row is locked first, so that of two nodes that settle its last cells at the
     * same time the second sees what the first did.
     */
    static void recompute(Tx tx, String run) {
        String before = tx.handle
                .select("select state from flow_run where run_id = ?" + tx.forUpdate, run)
                .mapTo(String.class)
                .one();
        RunState state = has(tx, run, "", CellState.READY, CellState.RUNNING, CellState.WAITING)
                ? RunState.ACTIVE
                : has(tx, run, "", CellState.HELD, CellState.APPROVAL)
                        ? RunState.HELD
                        : has(tx, run, " and " + NOT_WHOLE, CellState.FAILED, CellState.SKIPPED)
                                ? RunState.FAILED
                                : RunState.DONE;
        if (!state.name().equals(before)) {
            tx.run(
                    "update flow_run set state = ?, published = false, outputs = null where run_id = ?",
                    state.name(),
                    run);
            tx.event(null, "run", run + " is " + state);
        }
    }

    /** One state a question: asked for several at once, H2 reads every row of the run. */
    private static boolean has(Tx tx, String run, String further, CellState... states) {
        return Arrays.stream(states).anyMatch(state -> tx.handle
                .select(
                        "select 1 from flow_cell where run_id = ? and state = ?" + further + " fetch first 1 rows only",
                        run,
                        state.name())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
    }
}
