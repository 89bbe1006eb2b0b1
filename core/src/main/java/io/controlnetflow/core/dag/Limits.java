package io.controlnetflow.core.dag;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a flow may use up.
 *
 * @param run USD that one run may cost; null for no limit of the flow's own
 * @param day USD that all runs of a day may cost; null for no limit of the flow's own
 * @param cells most cells of one run; a plan with more fails before anything is sent
 */
public record Limits(@Nullable BigDecimal run, @Nullable BigDecimal day, int cells) {
    /** Cells of a flow that says nothing. */
    public static final int CELLS = 1000;

    /** The most that a flow can ask for. */
    public static final int MOST_CELLS = 1_000_000;

    public static final Limits NONE = new Limits(null, null, CELLS);

    /** @throws InvalidFlow for amounts below zero, a run dearer than its day, or no cells */
    public Limits {
        run = plain("budget.run", run);
        day = plain("budget.day", day);
        if (run != null && day != null && run.compareTo(day) > 0) {
            throw new InvalidFlow(
                    "budget.run", run.toPlainString() + " is more than budget.day, " + day.toPlainString());
        }
        if (cells < 1 || cells > MOST_CELLS) {
            throw new InvalidFlow("cells", cells + " is not a whole number from 1 to " + MOST_CELLS);
        }
    }

    private static @Nullable BigDecimal plain(String path, @Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        if (amount.signum() < 0) {
            throw new InvalidFlow(path, amount.toPlainString() + " is less than nothing; give USD, as in 0.60");
        }
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
