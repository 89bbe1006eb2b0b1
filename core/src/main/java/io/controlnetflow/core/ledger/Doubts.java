package io.controlnetflow.core.ledger;

import io.controlnetflow.core.job.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs whose POST has an unknown fate, and the ways out. */
public interface Doubts {
    /**
     * @param attempt the attempt in doubt
     * @param sentAt when its intent was written
     * @param answerBy after this no answer to the POST can arrive any more: it is over, or its owner is
     * @param lookedAt when a complete look at the provider's list found nothing, first
     * @param looks how many such looks there were
     * @param claimedAt when it was claimed for this look; all times are the ledger's, so that no node's own clock proves anything
     */
    record Doubt(
            Jobs.Job job,
            long attempt,
            Instant sentAt,
            Instant answerBy,
            @Nullable Instant lookedAt,
            int looks,
            Instant claimedAt) {}

    /**
     * SUBMITTING rows whose lease is over become IN_DOUBT. On H2 at start: every SUBMITTING row, since the file's lock
     * proves its owner dead. Returns how many.
     */
    int sweepExpired(boolean atStart);

    /** Claims all jobs in doubt that are due for a look, oldest first, under a lease: one sweep serves all. */
    List<Doubt> claim(int most, Duration lease);

    /** Which of these prediction ids the ledger knows already, from any job or attempt. */
    Set<String> known(Collection<String> predictionIds);

    /** IN_DOUBT or HELD to POLLING: this prediction is the job's. */
    boolean adopt(JobKey key, String predictionId, Instant firstPoll);

    /**
     * The provider called back for this job, whose newest POST has no answer: SUBMITTING, IN_DOUBT or HELD, or READY again, to
     * POLLING with this id. False when the id is another attempt's, or the job has one.
     */
    boolean calledBack(JobKey key, String predictionId, Instant firstPoll);

    /** A complete look found nothing; look again at {@code next}. */
    void lookedInVain(JobKey key, Instant next);

    /** No look was possible; try again at {@code next}. */
    void lookLater(JobKey key, Instant next, String problem);

    /** IN_DOUBT to READY, or NEW when its body is old: proven not accepted. Releases the reserve of that attempt. */
    void provenAbsent(JobKey key, String evidence);

    /** IN_DOUBT to HELD: a person decides; the problem names the candidates and the commands. */
    void hold(JobKey key, String problem);

    /** A person's word: IN_DOUBT or HELD to READY, knowing that it may pay twice. */
    void resubmit(JobKey key);

    /** A person's word: IN_DOUBT or HELD to CANCELLED. */
    default void drop(JobKey key) {
        drop(key, "a person");
    }

    /** @param by whose word it is, for people */
    void drop(JobKey key, String by);
}
