package io.controlnetflow.core.ledger.sql;

import static io.controlnetflow.core.ledger.JobState.CANCELLED;
import static io.controlnetflow.core.ledger.JobState.HELD;
import static io.controlnetflow.core.ledger.JobState.IN_DOUBT;
import static io.controlnetflow.core.ledger.JobState.READY;
import static io.controlnetflow.core.ledger.JobState.SUBMITTING;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Doubts;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.sql.Attempts.Money;
import io.controlnetflow.core.ledger.sql.Attempts.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Doubts as rows: jobs IN_DOUBT with their newest attempt. */
record SqlDoubts(Store store) implements Doubts {
    @Override
    public int sweepExpired(boolean atStart) {
        return store.write(tx -> {
            boolean all = atStart && tx.database.exclusive();
            List<String> keys = tx.handle
                    .select(
                            "select job_key from flow_job where state = 'SUBMITTING' and (lease_until <= ? or ?)"
                                    + " order by job_key" + tx.database.skipLocked(),
                            tx.now,
                            all)
                    .mapTo(String.class)
                    .list();
            for (String key : keys) {
                Standing job = Standing.lock(tx, new JobKey(key));
                String problem = "its owner ended, or took longer than its lease, between the intent and the answer";
                Attempts.doubt(tx, job.attempt(), problem);
                job.become(tx, IN_DOUBT, tx.now, problem);
            }
            return keys.size();
        });
    }

    @Override
    public List<Doubt> claim(int most, Duration lease) {
        return most <= 0 ? List.of() : store.write(tx -> doubts(tx, Sweeps.claim(tx, IN_DOUBT, tx.now, most, lease)));
    }

    private static List<Doubt> doubts(Tx tx, List<Job> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        Map<String, Job> byKey = new HashMap<>();
        jobs.forEach(job -> byKey.put(job.key().hex(), job));
        return tx.handle
                .createQuery("select a.* from flow_attempt a join flow_job j on j.attempt = a.attempt_id"
                        + " where j.job_key = any(:keys) order by a.sent_at, a.attempt_id")
                .bindArray("keys", String.class, List.copyOf(byKey.keySet()))
                .map((row, context) -> new Doubt(
                        Objects.requireNonNull(byKey.get(row.getString("job_key"))),
                        row.getLong("attempt_id"),
                        Instant.ofEpochMilli(row.getLong("sent_at")),
                        Instant.ofEpochMilli(row.getLong("lease_until")),
                        Rows.time(row, "looked_at"),
                        row.getInt("looks"),
                        Instant.ofEpochMilli(tx.now)))
                .list();
    }

    @Override
    public Set<String> known(Collection<String> predictionIds) {
        if (predictionIds.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(store.read(
                handle -> handle.createQuery("select prediction_id from flow_attempt where prediction_id = any(:ids)")
                        .bindArray("ids", String.class, List.copyOf(predictionIds))
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public boolean adopt(JobKey key, String predictionId, Instant firstPoll) {
        return store.write(tx -> {
            Standing job = Standing.lock(tx, key);
            Optional<Long> owner = Attempts.of(tx, predictionId);
            boolean own = owner.isPresent() && owner.get() == job.attempt();
            if (!job.is(IN_DOUBT, HELD) || job.attempt() == 0 || (owner.isPresent() && !own)) {
                return false;
            }
            if (job.predictionId() != null && !job.predictionId().equals(predictionId)) {
                return false;
            }
            Transitions.polling(tx, job, State.ADOPTED, predictionId, firstPoll.toEpochMilli());
            return true;
        });
    }

    @Override
    public boolean calledBack(JobKey key, String predictionId, Instant firstPoll) {
        return store.write(tx -> {
            Standing job = Standing.lock(tx, key);
            boolean fits = job.is(SUBMITTING, IN_DOUBT, HELD, READY)
                    && job.predictionId() == null
                    && Attempts.of(tx, predictionId).isEmpty()
                    && Attempts.is(tx, job.attempt(), key, "'OPEN', 'DOUBT', 'ABSENT', 'REFUSED', 'RESUBMITTED'");
            if (fits) {
                Transitions.polling(tx, job, State.ADOPTED, predictionId, firstPoll.toEpochMilli());
            }
            return fits;
        });
    }

    @Override
    public void lookedInVain(JobKey key, Instant next) {
        store.run(tx -> {
            Standing job = Standing.lock(tx, key);
            if (job.is(IN_DOUBT)) {
                tx.run(
                        "update flow_attempt set looked_at = coalesce(looked_at, cast(? as bigint)), looks = looks + 1"
                                + " where attempt_id = ?",
                        tx.now,
                        job.attempt());
                job.become(tx, IN_DOUBT, next.toEpochMilli(), "looked up, not found so far");
            }
        });
    }

    @Override
    public void lookLater(JobKey key, Instant next, String problem) {
        store.run(tx -> Transitions.later(tx, key, IN_DOUBT, next.toEpochMilli(), problem));
    }

    @Override
    public void provenAbsent(JobKey key, String evidence) {
        store.run(tx -> {
            Standing job = Standing.lock(tx, key);
            if (job.is(IN_DOUBT)) {
                Attempts.change(tx, job.attempt(), State.ABSENT, Money.RELEASED, evidence);
                job.become(tx, job.beforeSubmit(tx.now), tx.now, null);
                tx.event(key.hex(), "absent", evidence);
            }
        });
    }

    @Override
    public void hold(JobKey key, String problem) {
        store.run(tx -> {
            Standing job = Standing.lock(tx, key);
            if (job.is(IN_DOUBT)) {
                job.become(tx, HELD, tx.now, problem);
                Cells.settle(tx, key);
            }
        });
    }

    @Override
    public void resubmit(JobKey key) {
        store.run(tx -> {
            Standing job = Standing.lock(tx, key);
            job.require("submitted again", IN_DOUBT, HELD);
            givenUp(tx, job, State.RESUBMITTED);
            Transitions.again(tx, job);
        });
    }

    @Override
    public void drop(JobKey key, String by) {
        store.run(tx -> {
            Standing job = Standing.lock(tx, key);
            job.require("dropped", IN_DOUBT, HELD);
            givenUp(tx, job, State.DROPPED);
            job.become(tx, CANCELLED, tx.now, "dropped by " + by + "; its POST may have been charged");
            Cells.settle(tx, key);
        });
    }

    /** What nobody knows stays reserved: it may have been charged. */
    private static void givenUp(Tx tx, Standing job, State state) {
        tx.run(
                "update flow_attempt set state = ? where attempt_id = ? and state in ('OPEN', 'DOUBT')",
                state.name(),
                job.attempt());
    }
}
