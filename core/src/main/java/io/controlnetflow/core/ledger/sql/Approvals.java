package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Decision;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.Cell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cells wait for a person's yes or no, inside transactions. */
final class Approvals {
    private Approvals() {}

    static void ask(Tx tx, String cellId, String shown, @Nullable Instant until, boolean approveThen) {
        tx.run(
                "update flow_cell set state = 'APPROVAL', output = ?, due = ?, approve_then = ?, lease_until = 0"
                        + " where cell_id = ?",
                shown,
                until == null ? 0 : until.toEpochMilli(),
                approveThen,
                cellId);
    }

    static boolean decide(Tx tx, String cellId, boolean yes, String by) {
        List<Cell> waiting = tx.handle
                .select("select * from flow_cell where cell_id = ? and state = 'APPROVAL'" + tx.forUpdate, cellId)
                .map(Rows::cell)
                .list();
        waiting.forEach(cell -> decided(tx, cell, yes, by));
        return !waiting.isEmpty();
    }

    /** Decides what nobody decided in time; returns how many. */
    static int decideOverdue(Tx tx) {
        List<Cell> overdue = tx.handle
                .select(
                        "select * from flow_cell where state = 'APPROVAL' and due > 0 and due <= ? order by cell_id"
                                + tx.forUpdate,
                        tx.now)
                .map(Rows::cell)
                .list();
        for (Cell cell : overdue) {
            boolean yes = tx.handle
                    .select("select approve_then from flow_cell where cell_id = ?", cell.id())
                    .mapTo(Boolean.class)
                    .one();
            decided(tx, cell, yes, Decision.NOBODY);
        }
        return overdue.size();
    }

    private static void decided(Tx tx, Cell cell, boolean yes, String by) {
        if (yes) {
            String shown = cell.output();
            Cells.done(tx, cell.id(), cell.runId(), shown == null ? "{}" : shown, null);
            if (by.equals(Decision.NOBODY)) {
                tx.run("update flow_cell set due = ? where cell_id = ?", Decision.LATE, cell.id());
            }
        } else {
            Cells.skipped(tx, cell.id(), cell.runId(), Tx.cut("rejected by " + by));
            tx.run("update flow_cell set due = ? where cell_id = ?", Runs.REFUSED, cell.id());
        }
        tx.event(null, "approval", cell.id() + " was " + (yes ? "approved" : "rejected") + " by " + by);
    }
}
