package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Claims of jobs that fall due, under a lease. Picked by the index on state and due, then marked by key: in one statement
 * H2 would look at every job (measured: seconds at 10,000).
 */
final class Sweeps {
    private Sweeps() {}

    static List<Job> claim(Tx tx, JobState state, long until, int most, Duration lease) {
        List<Job> jobs = tx.handle
                .select(
                        "select j.*, (select r.prediction from flow_result r where r.job_key = j.job_key) as prediction"
                                + " from flow_job j where state = ? and due <= ? and lease_until <= ?"
                                + " and (? = '' or provider = ?)"
                                + " order by state, due fetch first ? rows only" + tx.database.skipLocked(),
                        state.name(),
                        until,
                        tx.now,
                        tx.provider,
                        tx.provider,
                        most)
                .map(Rows::job)
                .list();
        if (!jobs.isEmpty()) {
            PreparedBatch marks =
                    tx.handle.prepareBatch("update flow_job set owner = ?, lease_until = ? where job_key = ?");
            long leaseUntil = tx.now + lease.toMillis();
            jobs.forEach(job -> marks.add(tx.node, leaseUntil, job.key().hex()));
            marks.execute();
        }
        return jobs;
    }

    static List<String> hex(Collection<JobKey> keys) {
        return keys.stream().map(JobKey::hex).toList();
    }
}
