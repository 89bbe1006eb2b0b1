package io.controlnetflow.core.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to poll a prediction next. Pictures: at least 2 s between checks of one task, growing for long ones (source: the
 * vendor's page on polling); we grow to five times the floor. Pure: chance is given.
 *
 * @param floor shortest time between two polls of one prediction
 */
public record PollSchedule(Duration floor) {
    /** The vendor's advice for pictures. */
    public static final PollSchedule STANDARD = new PollSchedule(Duration.ofSeconds(2));

    /** How many floors the longest interval has. */
    public static final int MOST_FLOORS = 5;

    private static final double GROWTH = 1.4;
    private static final double JITTER = 0.15;
    private static final Duration MOST_BACKOFF = Duration.ofMinutes(1);

    public PollSchedule {
        if (floor.toMillis() < 1) {
            throw new IllegalArgumentException("poll floor " + floor + " is not positive");
        }
    }

    /** Longest regular interval: 10 s for the standard floor of 2 s. */
    public Duration most() {
        return floor.multipliedBy(MOST_FLOORS);
    }

    /** From acceptance to the first poll. */
    public Duration first() {
        return floor;
    }

    /**
     * From an answer that said "not yet" to the next poll.
     *
     * @param polls how many polls there were, this one included
     * @param chance 0 to 1
     */
    public Duration next(int polls, double chance) {
        double grown = floor.toMillis() * Math.pow(GROWTH, Math.min(Math.max(polls, 0), 100));
        double level = Math.min(grown, most().toMillis() / (1 + JITTER));
        double wide = level * (1 - JITTER + 2 * JITTER * chance);
        long rounded = Math.round(wide);
        return Duration.ofMillis(Math.min(Math.max(rounded, floor.toMillis()), most().toMillis()));
    }

    /**
     * From a poll that failed (429, 5xx, network) to the next: doubled each time, up to a minute, and not before
     * {@code Retry-After}.
     *
     * @param failures failed polls in a row, from 1
     * @param retryAfter what the provider asks for, or null
     * @param chance 0 to 1
     */
    public Duration afterProblem(int failures, @Nullable Duration retryAfter, double chance) {
        Duration most = MOST_BACKOFF.compareTo(floor) > 0 ? MOST_BACKOFF : floor;
        Duration wait = new Backoff(floor, most, JITTER).delay(failures, retryAfter, chance);
        return wait.compareTo(floor) < 0 ? floor : wait;
    }
}
