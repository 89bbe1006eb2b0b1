package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's row, locked for this transaction: what a transition decides by.
 *
 * @param attempt the newest attempt, zero before the first
 */
record Standing(
        JobKey key,
        JobState state,
        long attempt,
        BigDecimal price,
        @Nullable String predictionId,
        boolean hasBody,
        boolean hasResult,
        long createdAt) {
    /** An upload is used for six days of the seven it lives, so a body that is younger than the difference is good. */
    static final long BODY_GOOD_MILLIS = Duration.ofDays(1).toMillis();

    static Standing lock(Tx tx, JobKey key) {
        return find(tx, key).orElseThrow(() -> new IllegalStateException("there is no job " + key.brief()));
    }

    /** The same; empty for a job that nobody has asked for. */
    static Optional<Standing> find(Tx tx, JobKey key) {
        return tx.handle
                .select(
                        "select state, attempt, price, prediction_id, body is not null as has_body,"
                                + " completed_at is not null as has_result, created_at from flow_job where job_key = ?"
                                + tx.forUpdate,
                        key.hex())
                .map((row, context) -> new Standing(
                        key,
                        JobState.valueOf(row.getString("state")),
                        row.getLong("attempt"),
                        row.getBigDecimal("price"),
                        row.getString("prediction_id"),
                        row.getBoolean("has_body"),
                        row.getBoolean("has_result"),
                        row.getLong("created_at")))
                .findFirst();
    }

    /** Where the next attempt starts: an old body may hold addresses that are dead, so its pictures are looked at again. */
    JobState beforeSubmit(long now) {
        return hasBody && createdAt > now - BODY_GOOD_MILLIS ? JobState.READY : JobState.NEW;
    }

    boolean is(JobState... states) {
        return Arrays.asList(states).contains(state);
    }

    /** For a person's word, which must not be lost silently. */
    void require(String verb, JobState... states) {
        if (!is(states)) {
            throw new IllegalStateException("job " + key.brief() + " is " + state + "; only a job that is "
                    + String.join(" or ", Arrays.stream(states).map(Enum::name).toList()) + " can be " + verb);
        }
    }

    /** Sets the state, frees the lease and makes the job due at the given time. */
    void become(Tx tx, JobState next, long due, @Nullable String problem) {
        tx.run(
                "update flow_job set state = ?, due = ?, problem = ?, owner = null, lease_until = 0 where job_key = ?",
                next.name(),
                due,
                problem == null ? null : Tx.cut(problem),
                key.hex());
        tx.event(key.hex(), next.name().toLowerCase(Locale.ROOT), problem == null ? "" : problem);
    }
}
