package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attempts: one row a POST. An attempt's price is reserved, then spent or released; never two of them. */
final class Attempts {
    /** OPEN and DOUBT may still turn out either way; ABSENT was proven and is believed until the provider says otherwise. */
    enum State {
        OPEN,
        ACCEPTED,
        REFUSED,
        REJECTED,
        DOUBT,
        ADOPTED,
        ABSENT,
        RESUBMITTED,
        DROPPED,
        COMPLETED,
        FAILED
    }

    enum Money {
        RESERVED,
        SPENT,
        RELEASED
    }

    private Attempts() {}

    static void change(Tx tx, long attempt, State state, Money money, @Nullable String problem) {
        tx.run(
                "update flow_attempt set state = ?, money = ?, problem = ? where attempt_id = ?",
                state.name(),
                money.name(),
                problem == null ? null : Tx.cut(problem),
                attempt);
    }

    /** The POST is over without a usable answer, or its owner is: from now on none can arrive. */
    static void doubt(Tx tx, long attempt, String problem) {
        change(tx, attempt, State.DOUBT, Money.RESERVED, problem);
        tx.run(
                "update flow_attempt set lease_until = ? where attempt_id = ? and lease_until > ?",
                tx.now,
                attempt,
                tx.now);
    }

    static void identify(Tx tx, long attempt, State state, String predictionId) {
        tx.run(
                "update flow_attempt set state = ?, money = 'RESERVED', prediction_id = ?, problem = null"
                        + " where attempt_id = ?",
                state.name(),
                predictionId,
                attempt);
    }

    /** The attempt that this prediction belongs to. */
    static Optional<Long> of(Tx tx, String predictionId) {
        return tx.handle
                .select("select attempt_id from flow_attempt where prediction_id = ?", predictionId)
                .mapTo(Long.class)
                .findFirst();
    }

    /** True when nothing was sent, or what was sent last is proven to have come to nothing. */
    static boolean none(Tx tx, Standing job) {
        return job.attempt() == 0 || is(tx, job.attempt(), job.key(), "'REFUSED', 'REJECTED', 'ABSENT', 'FAILED'");
    }

    static boolean is(Tx tx, long attempt, JobKey key, String states) {
        return tx.handle
                .select(
                        "select 1 from flow_attempt where attempt_id = ? and job_key = ? and state in (" + states + ")",
                        attempt,
                        key.hex())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }
}
