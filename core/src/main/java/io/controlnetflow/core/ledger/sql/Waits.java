package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;

/** How a cell comes to wait for a job or for another run, inside a transaction. */
final class Waits {
    private Waits() {}

    static void forRun(Tx tx, String cellId, String run, String otherRun) {
        tx.run(
                "update flow_cell set state = 'WAITING', job_key = ?, lease_until = 0 where cell_id = ?",
                otherRun,
                cellId);
        tx.touched(run);
        Cancels.endIfMarked(tx, run);
        SubRuns.settle(tx, otherRun);
    }

    static void forJob(Tx tx, String cellId, String run, JobKey key, boolean reused) {
        // Locked, so that whoever settles the job at this moment sees the waiting cell, or this sees the settled job.
        Standing job = Standing.find(tx, key)
                .orElseThrow(() -> new IllegalStateException(
                        "cell " + cellId + ": there is no job " + key.brief() + " to wait for; attach it first"));
        JobState state = job.state();
        if (state == JobState.CANCELLED && Attempts.none(tx, job) && !Cancels.isMarked(tx, run)) {
            Transitions.again(tx, job); // another run was cancelled between the asking and the waiting
            tx.run("update flow_job set run_id = ? where job_key = ?", run, key.hex());
            state = JobState.NEW;
        }
        tx.run(
                "update flow_cell set state = 'WAITING', job_key = ?, reused = ?, lease_until = 0 where cell_id = ?",
                key.hex(),
                reused,
                cellId);
        tx.touched(run);
        if (state.settled()) {
            Cells.settle(tx, key);
        } else {
            Cancels.endIfMarked(tx, run);
        }
    }
}
