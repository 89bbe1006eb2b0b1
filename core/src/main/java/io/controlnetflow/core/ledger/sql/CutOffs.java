package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.CellState;
import java.util.List;

/** Cells whose processes are dead, inside a transaction: what may have acted outside is not run again without a person's word. */
final class CutOffs {
    private static final int DIGITS = 12;
    private static final String OF_CANCELLED =
            " and exists (select 1 from flow_run r where r.run_id = flow_cell.run_id and r.cancelled)";

    private record Place(String id, String run) {}

    private CutOffs() {}

    /**
     * RUNNING rows of dead processes: run again, or held when their body may have acted outside, or ended when their run was cancelled.
     *
     * @param condition which rows, as what follows "where"
     */
    static int release(Tx tx, String condition, Object... values) {
        List<Place> cut = running(tx, " and begun and not repeatable" + condition, values);
        cut.forEach(cell -> Cells.end(tx, cell.id, cell.run, CellState.HELD, why(cell.id, cell.run)));
        List<Place> over = running(tx, OF_CANCELLED + condition, values);
        over.forEach(cell -> Cancels.ended(tx, cell.run, cell.id));
        return cut.size()
                + over.size()
                + tx.run(
                        "update flow_cell set state = 'READY', owner = null, lease_until = 0 where state = 'RUNNING'"
                                + condition,
                        values);
    }

    static String why(String cell, String run) {
        return cell
                + ": was cut off while it ran, and may have done its work outside; look there, then run it again with: flow retry "
                + run.substring(0, Math.min(DIGITS, run.length()))
                + "; a body that can be run twice says repeatable: true";
    }

    private static List<Place> running(Tx tx, String and, Object... values) {
        return tx.handle
                .select(
                        "select cell_id, run_id from flow_cell where state = 'RUNNING'" + and + " order by cell_id",
                        values)
                .map((row, context) -> new Place(row.getString("cell_id"), row.getString("run_id")))
                .list();
    }
}
