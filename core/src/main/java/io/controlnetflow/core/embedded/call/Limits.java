package io.controlnetflow.core.embedded.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The images a minute that an account may ask for; the count starts anew with each minute. Thread-safe. */
public final class Limits {
    private final int imagesPerMinute;
    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int asked;

    public Limits(AccountTier tier, Clock clock) {
        this.imagesPerMinute = tier.imagesPerMinute();
        this.clock = clock;
    }

    /** Empty when the images are granted, else how long to wait. A minute's first request is always granted. */
    public synchronized Optional<Duration> ask(int images) {
        Instant now = clock.instant();
        Instant current = now.truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
            minute = current;
            asked = 0;
        }
        if (imagesPerMinute > 0 && asked > 0 && asked + images > imagesPerMinute) {
            return Optional.of(Duration.between(now, current.plus(1, ChronoUnit.MINUTES)));
        }
        asked += images;
        return Optional.empty();
    }
}
