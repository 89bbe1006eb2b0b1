package io.controlnetflow.core.ledger;

import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;

/** A person's word about a whole run. Nothing here leads to a POST that is not proven to be needed. */
public interface Orders {
    /**
     * What became of a cancelled run.
     *
     * @param cells that had not begun, and do not begin any more
     * @param jobs that were not sent, and are not sent any more
     * @param underWay cells that still end by themselves: what was sent is paid for and is fetched
     */
    record Cancelled(int cells, int jobs, int underWay) {}

    /** @param jobs that get a further attempt */
    record Retried(int jobs) {}

    /**
     * Ends what has not begun or is not sent. A job that another run or a plain route wants goes on. The run FAILED once nothing
     * of it is under way; {@link #retry} takes it up again.
     */
    Cancelled cancel(String runId);

    /**
     * As {@link Runs#again}, and what the provider failed gets a further attempt: each of these jobs is proven to have failed.
     * What is in doubt, held or given up stays so.
     */
    Retried retry(String runId);

    /**
     * Opens a run in the place of another, or attaches to it, and cancels the other unless it is DONE. Drops of the other belong to the
     * new one, and what it has spent counts for the budget of the new one. What was cut off in the other while it acted outside is held
     * in the new one, too.
     *
     * @throws IllegalStateException while a body that acts outside runs in the other, since it would be run a second time; nothing is
     *     changed then
     */
    Run replace(String runId, Opening by);
}
