package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.JobState;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a hot folder is.
 *
 * @param scanning true until the folder was taken once
 * @param drops pictures and job files found
 * @param settled of these, how many are final (with their pictures in the outbox, or refused)
 * @param jobs all jobs of the ledger by state
 * @param pictures that will come out
 * @param picturesDone in the outbox
 * @param spent USD since the folder was opened
 * @param submits POSTs since the folder was opened
 * @param paused why nothing is sent, or null
 * @param cells of its runs
 */
public record Progress(
        boolean scanning,
        int drops,
        int settled,
        Map<JobState, Long> jobs,
        int pictures,
        int picturesDone,
        BigDecimal spent,
        long submits,
        @Nullable String paused,
        Cells cells) {
    /**
     * How far the cells of runs are.
     *
     * @param planned how many there are, as far as known
     * @param settled of these, how many are final
     * @param running bodies that run now
     * @param approvals that wait for a person
     */
    public record Cells(long planned, long settled, long running, long approvals) {
        public static final Cells NONE = new Cells(0, 0, 0, 0);
    }

    public Progress {
        jobs = Map.copyOf(jobs);
    }
}
