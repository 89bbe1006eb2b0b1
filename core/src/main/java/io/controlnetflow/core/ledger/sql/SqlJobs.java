package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Jobs as rows. */
record SqlJobs(Store store) implements Jobs {
    /** How long the upload of one job's pictures may take before another node tries. */
    private static final Duration PREPARE_LEASE = Duration.ofMinutes(5);

    @Override
    public Attached attach(NewJob job) {
        return store.write(tx -> Asking.attach(tx, job));
    }

    @Override
    public List<Job> claimForPrepare(int most) {
        return sweep(JobState.NEW, Optional.empty(), most, PREPARE_LEASE);
    }

    @Override
    public void ready(JobKey key, String body) {
        store.run(tx -> Transitions.ready(tx, key, body));
    }

    @Override
    public int uploadAgain() {
        List<JobKey> old =
                store.read(handle -> StaleUploads.find(handle, store.database().now(handle)));
        return old.isEmpty()
                ? 0
                : store.write(tx -> (int) old.stream()
                        .filter(key -> Transitions.uploadAgain(tx, key))
                        .count());
    }

    @Override
    public void prepareLater(JobKey key, Instant due, String problem) {
        store.run(tx -> Transitions.later(tx, key, JobState.NEW, due.toEpochMilli(), problem));
    }

    @Override
    public List<Claim> claimForSubmit(int freeSlots, Duration lease) {
        return freeSlots <= 0 ? List.of() : store.write(tx -> Claims.claim(tx, freeSlots, lease));
    }

    @Override
    public boolean mine(Claim claim, Duration atLeast) {
        return store.read(handle -> handle.select(
                        "select 1 from flow_job where job_key = ? and state = 'SUBMITTING' and attempt = ? and owner = ?"
                                + " and lease_until >= ?",
                        claim.job().key().hex(),
                        claim.attempt(),
                        store.self().node(),
                        store.database().now(handle) + atLeast.toMillis())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
    }

    @Override
    public boolean accepted(Claim claim, String predictionId, Instant firstPoll) {
        return store.write(tx -> Transitions.accepted(tx, claim, predictionId, firstPoll.toEpochMilli()));
    }

    @Override
    public void refused(Claim claim, Instant due, String problem) {
        store.run(tx -> Transitions.refused(tx, claim, due.toEpochMilli(), problem));
    }

    @Override
    public void rejected(Claim claim, String problem) {
        store.run(tx -> Transitions.rejected(tx, claim, problem));
    }

    @Override
    public void inDoubt(Claim claim, String problem) {
        store.run(tx -> Transitions.doubt(tx, claim, problem));
    }

    @Override
    public List<Job> claimDue(Instant until, int most, Duration lease) {
        return sweep(JobState.POLLING, Optional.of(until), most, lease);
    }

    @Override
    public void stillRunning(Collection<NextPoll> answers) {
        if (answers.isEmpty()) {
            return;
        }
        List<NextPoll> batch = List.copyOf(answers);
        store.run(tx -> {
            PreparedBatch updates = tx.handle.prepareBatch(
                    "update flow_job set due = ?, polls = polls + 1, problem = null, owner = null, lease_until = 0,"
                            + " processing_at = coalesce(processing_at, cast(? as bigint))"
                            + " where job_key = ? and state = 'POLLING'");
            for (NextPoll answer : batch) {
                Long processing = answer.processing() ? tx.now : null;
                updates.add(
                        answer.due().toEpochMilli(), processing, answer.key().hex());
            }
            updates.execute();
        });
    }

    @Override
    public void completed(JobKey key, String prediction) {
        store.run(tx -> Transitions.completed(tx, key, prediction));
    }

    @Override
    public void failed(JobKey key, String problem) {
        store.run(tx -> Transitions.failed(tx, key, problem));
    }

    @Override
    public void parked(JobKey key, String problem) {
        store.run(tx -> Transitions.parked(tx, key, problem));
    }

    @Override
    public void resume(JobKey key) {
        store.run(tx -> Transitions.resume(tx, key));
    }

    @Override
    public List<Job> claimForDownload(int most, Duration lease) {
        return sweep(JobState.DOWNLOADING, Optional.empty(), most, lease);
    }

    @Override
    public void downloadLater(JobKey key, Instant due, String problem) {
        store.run(tx -> Transitions.later(tx, key, JobState.DOWNLOADING, due.toEpochMilli(), problem));
    }

    @Override
    public void lost(JobKey key, String problem) {
        store.run(tx -> Transitions.lost(tx, key, problem));
    }

    @Override
    public void downloaded(JobKey key, String outputs) {
        store.run(tx -> Transitions.downloaded(tx, key, outputs));
    }

    @Override
    public void retry(JobKey key) {
        store.run(tx -> Transitions.retry(tx, key));
    }

    @Override
    public boolean cancel(JobKey key) {
        return store.write(tx -> Transitions.cancel(tx, key));
    }

    @Override
    public Optional<Job> find(JobKey key) {
        return jobs("where j.job_key = ?", key.hex()).stream().findFirst();
    }

    @Override
    public List<Job> findByPrefix(String prefix) {
        return jobs("where j.job_key >= ? and j.job_key < ? order by j.job_key", prefix, prefix + 'g');
    }

    @Override
    public List<Job> inState(JobState state, int most) {
        return jobs(
                "where j.state = ? and (? = '' or j.provider = ?) order by j.state, j.due fetch first ? rows only",
                state.name(),
                store.self().provider(),
                store.self().provider(),
                most);
    }

    @Override
    public Map<JobState, Long> countByState() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        store.read(handle -> handle.select(
                                "select state, count(*) as jobs from flow_job where (? = '' or provider = ?) group by state",
                                store.self().provider(),
                                store.self().provider())
                        .map((row, context) -> Map.entry(JobState.valueOf(row.getString("state")), row.getLong("jobs")))
                        .list())
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    @Override
    public List<Job> ofRun(String runId) {
        return jobs(
                "where j.job_key in (select c.job_key from flow_cell c where c.run_id = ? and c.job_key is not null)"
                        + " order by j.created_at, j.job_key",
                runId);
    }

    @Override
    public Set<JobKey> settledAmong(Collection<JobKey> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return new TreeSet<>(store
                .read(handle -> handle.createQuery(
                                "select job_key from flow_job where"
                                        + " job_key = any(:keys) and state in ('DONE', 'FAILED', 'HELD', 'PARKED', 'CANCELLED')")
                        .bindArray("keys", String.class, Sweeps.hex(keys))
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(JobKey::new)
                .toList());
    }

    private List<Job> jobs(String where, Object... parameters) {
        return store.read(handle ->
                handle.select(Rows.JOBS + where, parameters).map(Rows::job).list());
    }

    private List<Job> sweep(JobState state, Optional<Instant> until, int most, Duration lease) {
        return most <= 0
                ? List.of()
                : store.write(tx ->
                        Sweeps.claim(tx, state, until.map(Instant::toEpochMilli).orElse(tx.now), most, lease));
    }
}
