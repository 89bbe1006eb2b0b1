package io.controlnetflow.core.ledger;

import io.controlnetflow.core.job.JobKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs and their attempts. A job has one row by its key; each POST is an attempt with a row of its own, written before the
 * POST. Nothing but {@link #claimForSubmit} leads to a POST.
 */
public interface Jobs {
    /**
     * @param key the job's identity
     * @param provider {@code embedded} or the base URL's origin
     * @param model the model id
     * @param inputs canonical JSON; bytes as {@code sha256:<hex>}
     * @param price the quoted price in USD, at least
     * @param label what a person calls it
     * @param controlKind kind of the control map, for the manifest
     * @param runId the run that asked first, or null for a plain route
     */
    record NewJob(
            JobKey key,
            String provider,
            String model,
            String inputs,
            BigDecimal price,
            String label,
            @Nullable String controlKind,
            @Nullable String runId) {}

    /** @param created false when the job was there already, and does not live again */
    record Attached(Job job, boolean created) {}

    /**
     * A job as it stands.
     *
     * @param body the request body with addresses in place of bytes, once READY
     * @param predictionId the provider's id of the newest attempt
     * @param outputs JSON array of what came out, once DONE
     * @param result JSON of the provider's completed prediction, once DOWNLOADING
     * @param cost what it cost at the quoted price; zero until accepted
     * @param problem why it failed, is in doubt, held or parked
     * @param due when it is looked at next
     * @param polls how often it was polled
     * @param resumedAt when a person last had it polled again
     */
    record Job(
            NewJob asked,
            JobState state,
            @Nullable String body,
            @Nullable String predictionId,
            @Nullable String result,
            @Nullable String outputs,
            BigDecimal cost,
            @Nullable String problem,
            int attempts,
            int polls,
            Instant due,
            Instant createdAt,
            @Nullable Instant submittedAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant resumedAt,
            @Nullable Instant processingAt,
            @Nullable Instant completedAt,
            @Nullable Instant doneAt) {
        public JobKey key() {
            return asked.key();
        }
    }

    /**
     * The right to one POST.
     *
     * @param attempt the attempt's row
     * @param leaseUntil the POST must be over by then
     */
    record Claim(long attempt, Job job, Instant leaseUntil) {}

    /**
     * Inserts the job as NEW, or attaches to what exists with this key in any state. One that was cancelled lives again, since
     * it is asked for anew, unless a POST of it may have been charged. What is not sent counts for the run that asks now, when the
     * one that asked before is halted or over.
     */
    Attached attach(NewJob job);

    /** Claims NEW jobs that are due, for upload, under a lease. */
    List<Job> claimForPrepare(int most);

    /** NEW to READY: the body is stored. */
    void ready(JobKey key, String body);

    /**
     * READY back to NEW, with the same key: jobs whose body names an upload that may be dead by now, since they waited for
     * long. Looked for before jobs are claimed. Returns how many.
     */
    int uploadAgain();

    /** NEW stays NEW and is due again later: its upload did not work out this time. */
    void prepareLater(JobKey key, Instant due, String problem);

    /**
     * READY to SUBMITTING, with an attempt row, owner and lease, the price reserved and the fleet's rate taken; committed
     * before this returns. Gives fewer than asked, or none, when the account is paused, the rate or the concurrency limit is
     * used up, or a budget of the account would be exceeded. Jobs of a run whose flow's budget would be exceeded are passed over:
     * that run is halted.
     */
    List<Claim> claimForSubmit(int freeSlots, Duration lease);

    /** True when the claim is still this node's and its lease outlasts the given time. Asked right before the POST. */
    boolean mine(Claim claim, Duration atLeast);

    /** SUBMITTING to POLLING: the provider gave an id. False when someone else decided meanwhile; the id is kept as an event. */
    boolean accepted(Claim claim, String predictionId, Instant firstPoll);

    /** SUBMITTING back to READY: certainly not accepted; try again not before {@code due}. Releases the reserve. */
    void refused(Claim claim, Instant due, String problem);

    /** SUBMITTING to FAILED: certainly not accepted, and never will be. Releases the reserve. */
    void rejected(Claim claim, String problem);

    /** SUBMITTING to IN_DOUBT: sent, fate unknown. */
    void inDoubt(Claim claim, String problem);

    /**
     * Claims POLLING jobs due before {@code until}, under a lease: one sweep, one statement. Soonest first.
     */
    List<Job> claimDue(Instant until, int most, Duration lease);

    /** @param processing true when the provider said {@code processing} (the deadline counts from the first) */
    record NextPoll(JobKey key, Instant due, boolean processing) {}

    /** One update for a batch of answers that only said "not yet". */
    void stillRunning(Collection<NextPoll> answers);

    /** POLLING to DOWNLOADING, with the completed prediction as JSON. A job that is further already stays as it is. */
    void completed(JobKey key, String prediction);

    /** POLLING or DOWNLOADING to FAILED: the provider says so, releases the reserve. NEW to FAILED: its pictures were refused. */
    void failed(JobKey key, String problem);

    /** POLLING to PARKED: its deadline passed; the id is kept. */
    void parked(JobKey key, String problem);

    /**
     * A person's word: PARKED, or HELD with an id, to POLLING again, with deadlines that count from now; HELD or DONE whose outputs are lost to DOWNLOADING again.
     *
     * @throws IllegalStateException when the job is none of these
     */
    void resume(JobKey key);

    /** Claims DOWNLOADING jobs that are due, under a lease. */
    List<Job> claimForDownload(int most, Duration lease);

    /** DOWNLOADING stays and is due again later. */
    void downloadLater(JobKey key, Instant due, String problem);

    /** POLLING or DOWNLOADING to HELD: the provider does not know the id any more, or the outputs are gone. */
    void lost(JobKey key, String problem);

    /** DOWNLOADING to DONE with the stored outputs (JSON array); its cells get their value and ready those below. */
    void downloaded(JobKey key, String outputs);

    /**
     * A person's word: FAILED or CANCELLED to READY (or NEW when it has no body, or an old one) for a further attempt.
     *
     * @throws IllegalStateException when the job is neither
     */
    void retry(JobKey key);

    /** NEW or READY to CANCELLED; what was sent is paid for and still fetched. True when it was cancelled. */
    boolean cancel(JobKey key);

    Optional<Job> find(JobKey key);

    /** By the first digits of the key. */
    List<Job> findByPrefix(String prefix);

    List<Job> inState(JobState state, int most);

    Map<JobState, Long> countByState();

    /** Jobs of a run's cells. */
    List<Job> ofRun(String runId);

    /** Which of these jobs are settled, by whichever node. */
    Set<JobKey> settledAmong(Collection<JobKey> keys);
}
