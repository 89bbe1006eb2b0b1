package io.controlnetflow.routes.app.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * How text looks on the console. Pure functions.
 *
 * @param colour true when the terminal shows ANSI colours
 * @param unicode true when more than ASCII can be shown
 */
public record Style(boolean colour, boolean unicode) {
    public static final Style PLAIN = new Style(false, false);

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String caution(String text) {
        return paint("33", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    /** The Unicode text, or its ASCII stand-in. */
    public String pick(String unicodeText, String ascii) {
        return unicode ? unicodeText : ascii;
    }

    /** {@code done} of {@code total} as a bar of {@code width} characters. */
    String bar(long done, long total, int width) {
        int full = total <= 0 ? 0 : (int) Math.min(width, done * width / total);
        return good(pick("━", "=").repeat(full)) + dim(pick("─", "-").repeat(width - full));
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** {@code $0.03}; a third and fourth digit only where they count. */
    public static String usd(BigDecimal amount) {
        BigDecimal exact = amount.setScale(4, RoundingMode.HALF_UP);
        BigDecimal cents = exact.setScale(2, RoundingMode.DOWN);
        return "$" + (exact.compareTo(cents) == 0 ? cents : exact.stripTrailingZeros()).toPlainString();
    }

    /** {@code 4.2 s}, {@code 1:05 min}, {@code 2:03 h}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
    }

    /** {@code 1 picture}, {@code 2 pictures}. */
    public static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }
}
