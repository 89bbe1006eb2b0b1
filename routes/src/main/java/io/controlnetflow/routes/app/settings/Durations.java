package io.controlnetflow.routes.app.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h30m}. Pure functions. */
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern ALL = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");

    private Durations() {}

    /** @throws IllegalArgumentException when the text is no duration */
    static Duration parse(String text) {
        String t = text.trim();
        if (!ALL.matcher(t).matches()) {
            throw new IllegalArgumentException("is not a duration; write it like 500ms, 2s, 10m or 1h30m");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(t);
        while (part.find()) {
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
    }

    /**
     * {@code 1s..2s}, or one duration for both ends.
     *
     * @return the shorter and the longer
     * @throws IllegalArgumentException when the text is no span
     */
    static List<Duration> span(String text) {
        String[] ends = text.split("\\.\\.", 2);
        Duration first = parse(ends[0]);
        Duration last = ends.length == 1 ? first : parse(ends[1]);
        if (last.compareTo(first) < 0) {
            throw new IllegalArgumentException("ends before it starts; write the shorter time first");
        }
        return List.of(first, last);
    }

    private static Duration of(long n, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
