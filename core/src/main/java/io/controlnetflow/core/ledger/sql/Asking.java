package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Attached;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Jobs.NewJob;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a job is asked for, inside a transaction: inserted, or what exists with its key is attached to. */
final class Asking {
    private Asking() {}

    static Attached attach(Tx tx, NewJob job) {
        return tx.handle
                .select(Rows.JOBS + "where j.job_key = ?", job.key().hex())
                .map(Rows::job)
                .findFirst()
                .map(there -> attached(tx, there, job.runId()))
                .orElseGet(() -> new Attached(insert(tx, job), true));
    }

    /** Whoever asks for a cancelled job wants it; but what may have been charged lives again by {@link Transitions#retry} only. */
    private static Attached attached(Tx tx, Job job, @Nullable String run) {
        if (job.state() != JobState.CANCELLED) {
            handOver(tx, job, run);
            return new Attached(job, false);
        }
        Standing standing = Standing.lock(tx, job.key());
        if (!Attempts.none(tx, standing)) {
            return new Attached(job, false);
        }
        Transitions.again(tx, standing);
        tx.run(
                "update flow_job set run_id = ? where job_key = ?",
                run,
                job.key().hex());
        return new Attached(
                tx.handle
                        .select(Rows.JOBS + "where j.job_key = ?", job.key().hex())
                        .map(Rows::job)
                        .one(),
                true);
    }

    /** What is not sent counts for the run that asks now, when the one that asked first is over or has no money left. */
    private static void handOver(Tx tx, Job job, @Nullable String run) {
        String first = job.asked().runId();
        boolean unsent = job.state() == JobState.NEW || job.state() == JobState.READY;
        if (unsent && run != null && first != null && !run.equals(first)) {
            tx.run(
                    "update flow_job set run_id = ? where job_key = ? and state in ('NEW', 'READY') and (exists (select 1"
                            + " from flow_halt h where h.run_id = ?) or exists (select 1 from flow_run r"
                            + " where r.run_id = ? and (r.state <> 'ACTIVE' or r.cancelled)))",
                    run,
                    job.key().hex(),
                    first,
                    first);
        }
    }

    private static Job insert(Tx tx, NewJob job) {
        tx.run(
                "insert into flow_job (job_key, provider, model, inputs, price, label, control_kind, run_id, state, cost,"
                        + " attempt, attempts, polls, due, lease_until, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'NEW', 0, 0, 0, 0, ?, 0, ?)",
                job.key().hex(),
                job.provider(),
                job.model(),
                job.inputs(),
                job.price(),
                job.label(),
                job.controlKind(),
                job.runId(),
                tx.now,
                tx.now);
        tx.event(job.key().hex(), "new", job.label());
        Instant now = Instant.ofEpochMilli(tx.now);
        return new Job(
                job,
                JobState.NEW,
                null,
                null,
                null,
                null,
                BigDecimal.ZERO,
                null,
                0,
                0,
                now,
                now,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
