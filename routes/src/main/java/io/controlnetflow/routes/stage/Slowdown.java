package io.controlnetflow.routes.stage;

import io.controlnetflow.core.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long submits wait after refusals: longer with each burst of them, where a burst is what was sent before the first refusal
 * came. After a wait one submit tries first. Thread-safe.
 */
final class Slowdown {
    private int bursts;
    private Instant refusedAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    /**
     * A submit was refused, and everybody waits.
     *
     * @param sent when it was sent
     * @param retryAfter the wait that the provider asks for, or null
     * @param chance 0 to 1
     * @return when it may be tried again
     */
    synchronized Instant refused(Instant sent, Instant now, @Nullable Duration retryAfter, double chance) {
        boolean sameBurst = bursts > 0 && sent.isBefore(refusedAt);
        if (!sameBurst) {
            bursts++;
            refusedAt = now;
            notBefore = Instant.MIN;
        }
        Instant due = sameBurst && retryAfter == null
                ? notBefore
                : now.plus(Backoff.SUBMIT.delay(bursts, retryAfter, chance));
        notBefore = due.isAfter(notBefore) ? due : notBefore;
        return notBefore;
    }

    /** A submit was accepted; one that was sent before a refusal says nothing about it. */
    synchronized void accepted(Instant sent) {
        if (!sent.isBefore(refusedAt)) {
            bursts = 0;
        }
    }

    /** How many may be sent now, of those that could be. */
    synchronized int allowed(int free, Instant now) {
        if (now.isBefore(notBefore)) {
            return 0;
        }
        return bursts == 0 ? free : Math.min(1, free);
    }
}
