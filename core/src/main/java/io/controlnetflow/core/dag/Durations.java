package io.controlnetflow.core.dag;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in a flow: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 24h}, {@code 7d}. */
public final class Durations {
    static final String PATTERN = "[1-9][0-9]{0,8}(ms|s|m|h|d)";
    static final String WHAT = "a duration such as 30s, 10m or 24h";

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

    private Durations() {}

    /** @throws InvalidFlow for anything else than a whole number above zero and its unit */
    public static Duration of(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new InvalidFlow("", text + " is not " + WHAT);
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    /** The shortest text that {@link #of(String)} reads back. */
    public static String text(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1000 != 0) {
            return ms + "ms";
        }
        long s = ms / 1000;
        if (s % 86_400 == 0) {
            return s / 86_400 + "d";
        }
        return s % 3600 == 0 ? s / 3600 + "h" : s % 60 == 0 ? s / 60 + "m" : s + "s";
    }
}
