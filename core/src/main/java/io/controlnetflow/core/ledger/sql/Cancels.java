package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Orders.Cancelled;
import io.controlnetflow.core.ledger.Runs;
import java.util.List;

/**
 * How a run is cancelled, inside transactions: marked first, so that no cell of it comes to wait for a job that is not sent, then
 * ended. Rows are locked as everywhere else: jobs, cells, runs.
 */
final class Cancels {
    private static final String WHY = "cancelled; goes on with: flow retry ";
    private static final int DIGITS = 12;

    private Cancels() {}

    static void mark(Tx tx, String run) {
        tx.run("update flow_run set cancelled = true where run_id = ?", run);
    }

    /** Of a marked run, and of the runs that it alone waits for. */
    static Cancelled end(Tx tx, String run) {
        List<JobKey> unsent = tx
                .handle
                .select(
                        "select distinct j.job_key from flow_job j join flow_cell c on c.job_key = j.job_key"
                                + " where c.run_id = ? and c.state = 'WAITING' and j.state in ('NEW', 'READY')"
                                + " order by j.job_key",
                        run)
                .mapTo(String.class)
                .list()
                .stream()
                .map(JobKey::new)
                .filter(key -> notYetSent(Standing.lock(tx, key).state()))
                .toList();
        int cells = tx.run(
                "update flow_cell set state = 'SKIPPED', due = ?, problem = ? where run_id = ?"
                        + " and (state in ('PENDING', 'READY', 'APPROVAL') or state = 'HELD' and job_key is null)",
                Runs.CANCELLED,
                why(tx, run),
                run);
        int jobs = 0;
        for (JobKey key : unsent) {
            cells += tx.run(
                    "update flow_cell set state = 'SKIPPED', due = ?, problem = ? where run_id = ? and job_key = ?"
                            + " and state = 'WAITING'",
                    Runs.CANCELLED,
                    why(tx, run),
                    run,
                    key.hex());
            jobs += job(tx, key) ? 1 : 0;
        }
        int below = subRuns(tx, run);
        tx.touched(run);
        tx.event(null, "cancel", run + " was cancelled");
        return new Cancelled(cells, jobs + below, underWay(tx, run));
    }

    private static int subRuns(Tx tx, String run) {
        List<String> alone = tx.handle
                .select(
                        "select distinct s.run_id from flow_cell c join flow_run r on r.run_id = c.run_id"
                                + " join flow_run s on s.run_id = c.job_key where c.run_id = ? and c.state = 'WAITING'"
                                + " and s.caller = r.run_id and not exists (select 1 from flow_cell o"
                                + " where o.job_key = s.run_id and o.run_id <> c.run_id and o.state = 'WAITING')"
                                + " order by s.run_id",
                        run)
                .mapTo(String.class)
                .list();
        int jobs = 0;
        for (String sub : alone) {
            mark(tx, sub);
            jobs += end(tx, sub).jobs();
        }
        return jobs;
    }

    private static int underWay(Tx tx, String run) {
        return tx.handle
                .select(
                        "select count(*) from flow_cell where run_id = ? and state in ('RUNNING', 'WAITING', 'HELD')",
                        run)
                .mapTo(Integer.class)
                .one();
    }

    /** Cancels the job unless somebody else wants it: another run, or the plain route that asked for it first. */
    private static boolean job(Tx tx, JobKey key) {
        boolean wanted = tx.handle
                .select(
                        "select 1 from flow_job j where j.job_key = ? and (j.run_id is null or exists (select 1 from"
                                + " flow_cell c where c.job_key = j.job_key and c.state = 'WAITING'))",
                        key.hex())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        return !wanted && Transitions.cancel(tx, key);
    }

    private static boolean notYetSent(JobState state) {
        return state == JobState.NEW || state == JobState.READY;
    }

    /** A cell came to wait for something: not in a run that was cancelled meanwhile. */
    static void endIfMarked(Tx tx, String run) {
        if (isMarked(tx, run)) {
            end(tx, run);
        }
    }

    /**
     * A run that is called now, and was cancelled with the one that called it before, goes on.
     *
     * @return whether it was cancelled, and is no more
     */
    static boolean takeBack(Tx tx, String run, String caller) {
        if (!isMarked(tx, run) || isMarked(tx, caller)) {
            return false;
        }
        tx.run(
                "update flow_cell set state = 'PENDING', output = null, job_key = null, problem = null, owner = null,"
                        + " begun = false, tries = 0, due = 0 where run_id = ? and state = 'SKIPPED' and due = ?",
                run,
                Runs.CANCELLED);
        tx.run("update flow_run set cancelled = false where run_id = ?", run);
        Cells.unskip(tx, run);
        tx.touched(run);
        tx.event(null, "again", run + " is called by " + caller + " and goes on");
        return true;
    }

    /** Locks the run's row until the commit, so that nobody marks it meanwhile. */
    static boolean isMarked(Tx tx, String run) {
        return tx.handle
                .select("select cancelled from flow_run where run_id = ?" + tx.forUpdate, run)
                .mapTo(Boolean.class)
                .one();
    }

    /** A cell that would go on ends when its run was cancelled meanwhile. */
    static boolean ended(Tx tx, String run, String cell) {
        boolean cancelled = isMarked(tx, run);
        if (cancelled) {
            Cells.end(tx, cell, run, CellState.SKIPPED, why(tx, run));
            tx.run("update flow_cell set due = ? where cell_id = ?", Runs.CANCELLED, cell);
        }
        return cancelled;
    }

    private static String why(Tx tx, String run) {
        return Replacing.successor(tx.handle, run)
                .map(next -> "run " + brief(next) + " took its place, with the pipeline as it was changed")
                .orElseGet(() -> WHY + brief(run));
    }

    private static String brief(String run) {
        return run.substring(0, Math.min(DIGITS, run.length()));
    }
}
