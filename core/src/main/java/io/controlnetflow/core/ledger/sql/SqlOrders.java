package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Orders;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import java.util.List;

/** A person's words as transactions. */
record SqlOrders(Store store) implements Orders {
    @Override
    public Cancelled cancel(String runId) {
        store.run(tx -> Cancels.mark(tx, runId));
        return store.write(tx -> Cancels.end(tx, runId));
    }

    @Override
    public Retried retry(String runId) {
        return store.write(tx -> {
            List<JobKey> failed = tx
                    .handle
                    .select(
                            "select distinct j.job_key from flow_job j join flow_cell c on c.job_key = j.job_key"
                                    + " where c.run_id = ? and c.state = 'FAILED' and j.state in ('FAILED', 'CANCELLED')"
                                    + " order by j.job_key",
                            runId)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(JobKey::new)
                    .filter(key -> Attempts.none(tx, Standing.lock(tx, key)))
                    .toList();
            failed.forEach(key -> Transitions.retry(tx, key));
            SqlRuns.again(tx, runId);
            return new Retried(failed.size());
        });
    }

    @Override
    public Run replace(String runId, Opening by) {
        String other = by.run().id();
        Run opened = store.write(tx -> {
            Run run = Openings.open(tx, List.of(by)).get(0);
            if (!other.equals(runId)) {
                tx.run(
                        "update flow_run set origin = (select coalesce(o.origin, o.run_id) from flow_run o where o.run_id = ?)"
                                + " where run_id = ? and origin is null",
                        runId,
                        other);
                tx.run(
                        "insert into flow_charge (attempt_id, run_id) select s.attempt_id, ? from (select attempt_id from"
                                + " flow_attempt where run_id = ? union select attempt_id from flow_charge where run_id = ?) s"
                                + " where not exists (select 1 from flow_charge c where c.attempt_id = s.attempt_id and c.run_id = ?)",
                        other,
                        runId,
                        runId,
                        other);
                tx.run("update flow_drop set run_id = ? where run_id = ?", other, runId);
                tx.event(null, "replace", other + " takes the place of " + runId);
            }
            return run;
        });
        if (!other.equals(runId)) {
            cancel(runId);
        }
        return opened;
    }
}
