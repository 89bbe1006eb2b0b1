package io.controlnetflow.core.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header: seconds or a date. Waits above an hour are cut to an hour. */
public final class RetryAfter {
    /** Longest wait that is believed. */
    public static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Seconds only; a date is left out, because it needs a clock. */
    public static Optional<Duration> of(@Nullable String header) {
        return of(header, null);
    }

    /** Seconds, or a date counted from now. Empty when absent or unreadable. */
    public static Optional<Duration> of(@Nullable String header, @Nullable Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.trim();
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000))));
        }
        if (now == null) {
            return Optional.empty();
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(now, until)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
