package io.controlnetflow.core.dag;

import java.time.Duration;

/**
 * What happens when a body fails. For {@code wavespeed:} it is a new paid attempt after a proven failure, within the budget.
 *
 * @param max further attempts, 1 to 100
 * @param first pause before the first of them
 * @param most longest pause; pauses double up to it
 */
public record Retry(int max, Duration first, Duration most) {
    static final int MOST = 100;
    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofSeconds(60);

    public Retry {
        if (max < 1 || max > MOST) {
            throw new InvalidFlow("max", max + " is not a whole number from 1 to " + MOST);
        }
        if (first.compareTo(most) > 0) {
            throw new InvalidFlow(
                    "backoff",
                    Durations.text(first) + ".." + Durations.text(most) + " runs backwards; write "
                            + Durations.text(most) + ".." + Durations.text(first));
        }
    }

    /** @param backoff {@code 2s..60s}, or one duration for a steady pause */
    public static Retry of(int max, String backoff) {
        int dots = backoff.indexOf("..");
        Duration first = Durations.of(dots < 0 ? backoff : backoff.substring(0, dots));
        return new Retry(max, first, dots < 0 ? first : Durations.of(backoff.substring(dots + 2)));
    }

    /** As {@link #of(int, String)} reads it. */
    public String backoff() {
        return first.equals(most) ? Durations.text(first) : Durations.text(first) + ".." + Durations.text(most);
    }
}
