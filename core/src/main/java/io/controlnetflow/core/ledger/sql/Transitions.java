package io.controlnetflow.core.ledger.sql;

import static io.controlnetflow.core.ledger.JobState.CANCELLED;
import static io.controlnetflow.core.ledger.JobState.DONE;
import static io.controlnetflow.core.ledger.JobState.DOWNLOADING;
import static io.controlnetflow.core.ledger.JobState.FAILED;
import static io.controlnetflow.core.ledger.JobState.HELD;
import static io.controlnetflow.core.ledger.JobState.IN_DOUBT;
import static io.controlnetflow.core.ledger.JobState.NEW;
import static io.controlnetflow.core.ledger.JobState.PARKED;
import static io.controlnetflow.core.ledger.JobState.POLLING;
import static io.controlnetflow.core.ledger.JobState.READY;
import static io.controlnetflow.core.ledger.JobState.SUBMITTING;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.sql.Attempts.Money;
import io.controlnetflow.core.ledger.sql.Attempts.State;
import java.util.Optional;

/**
 * How a job moves, inside a transaction. A step that came too late changes nothing; a person's word that does not fit is an
 * {@link IllegalStateException}.
 */
final class Transitions {
    private Transitions() {}

    static void ready(Tx tx, JobKey key, String body) {
        Standing job = Standing.lock(tx, key);
        if (job.is(NEW)) {
            tx.run("update flow_job set body = ? where job_key = ?", body, key.hex());
            job.become(tx, READY, tx.now, null);
        }
    }

    /** READY to NEW: an upload in its body is too old to be sent. */
    static boolean uploadAgain(Tx tx, JobKey key) {
        Standing job = Standing.lock(tx, key);
        if (!job.is(READY)) {
            return false;
        }
        job.become(tx, NEW, tx.now, null);
        return true;
    }

    /** The state stays, the lease is free, and the job is due again later. */
    static void later(Tx tx, JobKey key, JobState state, long due, String problem) {
        Standing job = Standing.lock(tx, key);
        if (job.is(state)) {
            job.become(tx, state, due, problem);
        }
    }

    /**
     * The provider gave an id. It is taken as long as nothing else became of this attempt: also when the lease ended
     * meanwhile, when a person is being asked, or when absence was believed to be proven and nothing was sent since.
     */
    static boolean accepted(Tx tx, Claim claim, String predictionId, long firstPoll) {
        Standing job = Standing.lock(tx, claim.job().key());
        Optional<Long> owner = Attempts.of(tx, predictionId);
        if (owner.isPresent()) {
            boolean mine = owner.get() == claim.attempt() && predictionId.equals(job.predictionId());
            if (!mine) {
                orphan(tx, job, claim, predictionId, "belongs to attempt " + owner.get());
                if (stillOpen(job, claim)) {
                    doubt(
                            tx,
                            claim,
                            "the provider answered with prediction " + predictionId + ", which belongs to another job");
                }
            }
            return mine;
        }
        boolean open = job.is(SUBMITTING, IN_DOUBT, HELD, READY)
                && job.attempt() == claim.attempt()
                && job.predictionId() == null
                && Attempts.is(tx, claim.attempt(), job.key(), "'OPEN', 'DOUBT', 'ABSENT'");
        if (!open) {
            orphan(tx, job, claim, predictionId, "came when the job was " + job.state() + " already");
            tx.run(
                    "update flow_attempt set prediction_id = ? where attempt_id = ? and prediction_id is null",
                    predictionId,
                    claim.attempt());
            return false;
        }
        polling(tx, job, State.ACCEPTED, predictionId, firstPoll);
        return true;
    }

    private static void orphan(Tx tx, Standing job, Claim claim, String predictionId, String why) {
        tx.event(
                job.key().hex(), "orphan", "prediction " + predictionId + " of attempt " + claim.attempt() + " " + why);
    }

    static void polling(Tx tx, Standing job, State attempt, String predictionId, long firstPoll) {
        Attempts.identify(tx, job.attempt(), attempt, predictionId);
        tx.run(
                "update flow_job set prediction_id = ?, cost = price, accepted_at = ? where job_key = ?",
                predictionId,
                tx.now,
                job.key().hex());
        job.become(tx, POLLING, firstPoll, null);
        tx.event(job.key().hex(), "prediction", predictionId);
        if (job.is(HELD)) {
            Cells.reopen(tx, job.key());
        }
    }

    private static boolean stillOpen(Standing job, Claim claim) {
        return job.is(SUBMITTING, IN_DOUBT) && job.attempt() == claim.attempt();
    }

    static void refused(Tx tx, Claim claim, long due, String problem) {
        Standing job = Standing.lock(tx, claim.job().key());
        if (stillOpen(job, claim)) {
            Attempts.change(tx, claim.attempt(), State.REFUSED, Money.RELEASED, problem);
            job.become(tx, READY, due, problem);
        }
    }

    static void rejected(Tx tx, Claim claim, String problem) {
        Standing job = Standing.lock(tx, claim.job().key());
        if (stillOpen(job, claim)) {
            Attempts.change(tx, claim.attempt(), State.REJECTED, Money.RELEASED, problem);
            job.become(tx, FAILED, tx.now, problem);
            Cells.settle(tx, job.key());
        }
    }

    static void doubt(Tx tx, Claim claim, String problem) {
        Standing job = Standing.lock(tx, claim.job().key());
        if (job.is(SUBMITTING) && job.attempt() == claim.attempt()) {
            Attempts.doubt(tx, claim.attempt(), problem);
            job.become(tx, IN_DOUBT, tx.now, problem);
        }
    }

    static void completed(Tx tx, JobKey key, String prediction) {
        Standing job = Standing.lock(tx, key);
        if (job.is(POLLING)) {
            Attempts.change(tx, job.attempt(), State.COMPLETED, Money.SPENT, null);
            tx.run("delete from flow_result where job_key = ?", key.hex());
            tx.run("insert into flow_result (job_key, prediction) values (?, ?)", key.hex(), prediction);
            tx.run("update flow_job set completed_at = ? where job_key = ?", tx.now, key.hex());
            job.become(tx, DOWNLOADING, tx.now, null);
        }
    }

    static void failed(Tx tx, JobKey key, String problem) {
        Standing job = Standing.lock(tx, key);
        if (job.is(NEW, POLLING, DOWNLOADING)) {
            if (!job.is(NEW)) {
                Attempts.change(tx, job.attempt(), State.FAILED, Money.RELEASED, problem);
            }
            tx.run("update flow_job set cost = 0 where job_key = ?", key.hex());
            job.become(tx, FAILED, tx.now, problem);
            Cells.settle(tx, key);
        }
    }

    static void parked(Tx tx, JobKey key, String problem) {
        Standing job = Standing.lock(tx, key);
        if (job.is(POLLING)) {
            job.become(tx, PARKED, tx.now, problem);
            Cells.settle(tx, key);
        }
    }

    static void lost(Tx tx, JobKey key, String problem) {
        Standing job = Standing.lock(tx, key);
        if (job.is(POLLING, DOWNLOADING)) {
            job.become(tx, HELD, tx.now, problem);
            Cells.settle(tx, key);
        }
    }

    static void downloaded(Tx tx, JobKey key, String outputs) {
        Standing job = Standing.lock(tx, key);
        if (job.is(DOWNLOADING)) {
            tx.run("update flow_job set outputs = ?, done_at = ? where job_key = ?", outputs, tx.now, key.hex());
            job.become(tx, DONE, tx.now, null);
            Cells.settle(tx, key);
        }
    }

    /** Parked jobs, and held ones with an id, are polled again, with deadlines that count from now; held or done ones whose pictures are gone are fetched again. */
    static void resume(Tx tx, JobKey key) {
        Standing job = Standing.lock(tx, key);
        if (job.is(HELD, DONE) && job.hasResult()) {
            job.become(tx, DOWNLOADING, tx.now, null);
        } else {
            if (!job.is(HELD) || job.predictionId() == null) {
                job.require("resumed", PARKED);
            }
            tx.run("update flow_job set resumed_at = ?, processing_at = null where job_key = ?", tx.now, key.hex());
            job.become(tx, POLLING, tx.now, null);
        }
        Cells.reopen(tx, key);
    }

    static void retry(Tx tx, JobKey key) {
        Standing job = Standing.lock(tx, key);
        job.require("retried", FAILED, CANCELLED);
        again(tx, job);
    }

    /** Back to where the next attempt starts; earlier attempts keep what they know. */
    static void again(Tx tx, Standing job) {
        tx.run(
                "update flow_job set prediction_id = null, cost = 0, accepted_at = null, resumed_at = null,"
                        + " processing_at = null, completed_at = null where job_key = ?",
                job.key().hex());
        tx.run("delete from flow_result where job_key = ?", job.key().hex());
        job.become(tx, job.beforeSubmit(tx.now), tx.now, null);
        Cells.reopen(tx, job.key());
    }

    static boolean cancel(Tx tx, JobKey key) {
        Standing job = Standing.lock(tx, key);
        if (!job.is(NEW, READY)) {
            return false;
        }
        job.become(tx, CANCELLED, tx.now, "cancelled before anything was sent");
        Cells.settle(tx, key);
        return true;
    }
}
