package io.controlnetflow.routes.stage;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.routes.stage.call.Api;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stages need: handed to them by the engine. */
public record StageContext(
        Ledger ledger,
        ArtifactStore store,
        Clock clock,
        Api api,
        Timing timing,
        Width width,
        Gates gates,
        Settled settled,
        Meters meters) {
    private static final Logger LOG = LoggerFactory.getLogger(StageContext.class);

    /**
     * @param post how long a POST may take before its fate is in doubt
     * @param syncPost the same for a POST that waits for the picture
     * @param tick between two sweeps of the poll loop
     * @param pollFloor the least time between two polls of one job
     * @param deadline from the first {@code processing}
     * @param acceptedDeadline from acceptance
     * @param reconcileGap between two looks that prove a POST was not accepted
     */
    public record Timing(
            Duration post,
            Duration syncPost,
            Duration tick,
            Duration pollFloor,
            Duration deadline,
            Duration acceptedDeadline,
            Duration reconcileGap) {}

    /** How many requests of each kind may be under way: one thread each. */
    public record Width(int upload, int submit, int poll, int download) {}

    public Instant now() {
        return clock.instant();
    }

    /** Tells whoever waits that a job is settled. */
    public void tell(JobKey key) {
        ledger.jobs().find(key).filter(job -> job.state().settled()).ifPresent(job -> {
            meters.settled(job);
            settled.tell(job);
        });
        gates.cells().signal();
    }

    /** What a sweep claims; nothing while the ledger cannot be reached, since a sweep comes again. */
    public <T> List<T> sweep(String what, Supplier<List<T>> claim) {
        try {
            return claim.get();
        } catch (LedgerUnavailable e) {
            LOG.debug("{} waits for the ledger: {}", what, e.getMessage());
            return List.of();
        }
    }

    /** Frees what a stage had claimed before the ledger was gone; when it is gone still, the lease ends by itself. */
    void giveBack(Runnable release) {
        try {
            release.run();
        } catch (LedgerUnavailable e) {
            LOG.debug("what was claimed waits for the end of its lease: {}", e.getMessage());
        }
    }

    /** Stops all submits until a person says otherwise. */
    public void pause(int status, String message) {
        String words = message.contains("HTTP " + status) ? message : "HTTP " + status + ": " + message;
        String reason = status == 401
                ? "the provider refuses the API key (" + words
                        + "); nothing is submitted until a valid key is given and the program is started again"
                : "the account has no credit (" + words
                        + "); nothing is submitted until it is topped up and the program is started again";
        stop(status, reason);
    }

    /** Stops all submits before one is sent that the account cannot pay for; both amounts in USD. */
    void pauseForCredit(BigDecimal balance, BigDecimal price) {
        stop(
                402,
                "the account has no credit for one job (its balance is $" + balance.toPlainString()
                        + ", the next job costs at least $"
                        + price.stripTrailingZeros().toPlainString()
                        + "); nothing was submitted; top it up, then 'flow resume' or the same command goes on");
    }

    private void stop(int status, String reason) {
        ledger.account().pause(new Account.Pause(Integer.toString(status), reason, null));
        meters.paused(reason);
    }

    /** A wait that grows with how long something has not worked: half of that time, 1 to 60 seconds. */
    public Instant again(Instant since) {
        long half = Duration.between(since, now()).toMillis() / 2;
        return now().plusMillis(Math.max(1_000, Math.min(60_000, half)));
    }
}
