package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** How a run takes the place of another, inside a transaction; ending the other comes behind it. */
final class Replacing {
    /** Bodies that may have acted outside when their process died; nobody has looked there since. */
    private static final String CUT_OFF = "(state = 'HELD' and job_key is null or state = 'SKIPPED' and due = "
            + Runs.CANCELLED + " and begun and not repeatable)";

    private Replacing() {}

    static Run open(Tx tx, String old, Opening by) {
        String next = by.run().id();
        if (next.equals(old)) {
            return Openings.open(tx, List.of(by)).get(0);
        }
        if (!isDone(tx.handle, old)) {
            Cancels.mark(tx, old); // before its cells are looked at: none of them begins to act outside from here on
        }
        refuseWhileItActs(tx, old);
        boolean exists = there(tx, next);
        Set<String> cutOff = new TreeSet<>(cutOff(tx, old));
        cutOff.addAll(cutOff(tx, next));
        Run run = Openings.open(tx, List.of(by)).get(0);
        if (exists) {
            SqlRuns.again(tx, next); // the file is as it once was, and that run had been cancelled
        }
        for (String cell : cutOff) {
            tx.run(
                    "update flow_cell set state = 'HELD', problem = ? where cell_id = ? and not repeatable"
                            + " and state in ('PENDING', 'READY')",
                    CutOffs.why(next + cell, next),
                    next + cell);
        }
        bequeath(tx, old, next);
        tx.touched(next);
        tx.event(null, "replace", next + " takes the place of " + old);
        return run;
    }

    static boolean isDone(Handle handle, String run) {
        return handle.select("select 1 from flow_run where run_id = ? and state = 'DONE'", run)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** The newest run that began in the same place and is not cancelled. */
    static Optional<String> successor(Handle handle, String run) {
        return handle.select(
                        "select n.run_id from flow_run o join flow_run n on coalesce(n.origin, n.run_id)"
                                + " = coalesce(o.origin, o.run_id) and n.run_id <> o.run_id and not n.cancelled"
                                + " where o.run_id = ? and o.cancelled order by n.created_at desc fetch first 1 rows only",
                        run)
                .mapTo(String.class)
                .findFirst();
    }

    private static boolean there(Tx tx, String run) {
        return tx.handle
                .select("select 1 from flow_run where run_id = ?", run)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    private static void refuseWhileItActs(Tx tx, String run) {
        tx.handle
                .select(
                        "select node, owner from flow_cell where run_id = ? and state = 'RUNNING' and begun and not repeatable"
                                + " order by position fetch first 1 rows only",
                        run)
                .map((row, context) -> row.getString("node") + ": runs just now on node " + row.getString("owner"))
                .findFirst()
                .ifPresent(cell -> {
                    throw new IllegalStateException(cell
                            + " and acts outside, where a second time would be one too many; ask again when it has ended,"
                            + " or when a node that died is known to be dead, within five minutes");
                });
    }

    /** What follows the run in the ids of its cells. */
    private static List<String> cutOff(Tx tx, String run) {
        return tx.handle
                .select("select cell_id from flow_cell where run_id = ? and " + CUT_OFF, run)
                .mapTo(String.class)
                .map(cell -> cell.substring(run.length()))
                .list();
    }

    private static void bequeath(Tx tx, String old, String next) {
        tx.run(
                "update flow_run set origin = (select coalesce(o.origin, o.run_id) from flow_run o where o.run_id = ?)"
                        + " where run_id = ? and origin is null",
                old,
                next);
        tx.run(
                "insert into flow_charge (attempt_id, run_id) select s.attempt_id, ? from (select attempt_id from"
                        + " flow_attempt where run_id = ? union select attempt_id from flow_charge where run_id = ?) s"
                        + " where not exists (select 1 from flow_charge c where c.attempt_id = s.attempt_id and c.run_id = ?)",
                next,
                old,
                old,
                next);
        tx.run("update flow_drop set run_id = ? where run_id = ?", next, old);
    }
}
