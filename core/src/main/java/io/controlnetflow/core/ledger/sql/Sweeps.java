package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Claims of jobs that fall due, under a lease: one statement picks and marks them, whichever node asks. */
final class Sweeps {
    private static final Comparator<Job> SOONEST_FIRST =
            Comparator.comparing(Job::due).thenComparing(Job::key);

    private Sweeps() {}

    static List<Job> claim(Tx tx, JobState state, long until, int most, Duration lease) {
        String claim = tx.database.returning(
                "update flow_job set owner = ?, lease_until = ? where job_key in (select job_key from flow_job"
                        + " where state = ? and due <= ? and lease_until <= ? order by due"
                        + " fetch first ? rows only" + tx.database.skipLocked() + ")",
                "job_key");
        List<String> keys = tx.handle
                .select(claim, tx.node, tx.now + lease.toMillis(), state.name(), until, tx.now, most)
                .mapTo(String.class)
                .list();
        return keys.isEmpty() ? List.of() : byKeys(tx, keys);
    }

    private static List<Job> byKeys(Tx tx, Collection<String> keys) {
        return tx
                .handle
                .createQuery(Rows.JOBS + "where j.job_key = any(:keys)")
                .bindArray("keys", String.class, List.copyOf(keys))
                .map(Rows::job)
                .stream()
                .sorted(SOONEST_FIRST)
                .toList();
    }

    static List<String> hex(Collection<JobKey> keys) {
        return keys.stream().map(JobKey::hex).toList();
    }
}
