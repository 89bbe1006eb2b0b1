package io.controlnetflow.core.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures: doubled each time up to a bound, then shortened by jitter. Pure.
 *
 * @param first wait after the first failure, before jitter
 * @param most longest wait
 * @param jitter 0 to 1: the part of a wait that chance may take away
 */
public record Backoff(Duration first, Duration most, double jitter) {
    /** For what was certainly not accepted: rates reset each minute (source: the vendor's page on limits). */
    public static final Backoff SUBMIT = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), 0.25);
    /** For uploads, downloads and look-ups, which may be repeated freely. */
    public static final Backoff TRANSFER = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.25);

    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("back-off of " + first + " to " + most + " with jitter " + jitter);
        }
    }

    /**
     * The wait after this many failures in a row.
     *
     * @param failures from 1; less counts as 1
     * @param chance 0 to 1
     */
    public Duration delay(int failures, double chance) {
        int doublings = Math.min(Math.max(failures, 1) - 1, 40);
        double wide = Math.min(first.toMillis() * Math.pow(2, doublings), (double) most.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(wide * (1 - jitter * chance))));
    }

    /**
     * The same, but never shorter than what the provider asked for; jitter is then added, so that those who were refused
     * together do not come back together.
     */
    public Duration delay(int failures, @Nullable Duration retryAfter, double chance) {
        Duration own = delay(failures, chance);
        if (retryAfter == null) {
            return own;
        }
        long added = Math.round(Math.min(retryAfter.toMillis() * 0.1, 5_000) * chance);
        Duration asked = retryAfter.plusMillis(added);
        return asked.compareTo(own) > 0 ? asked : own;
    }
}
