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
        Run opened = store.write(tx -> Replacing.open(tx, runId, by));
        boolean moved = !by.run().id().equals(runId);
        boolean done = store.read(handle -> Replacing.isDone(handle, runId));
        if (moved && !done) {
            cancel(runId);
        }
        return opened;
    }
}
