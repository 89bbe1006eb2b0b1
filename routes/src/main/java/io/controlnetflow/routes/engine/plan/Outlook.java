package io.controlnetflow.routes.engine.plan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a cell.
 *
 * @param cell its id
 * @param node its node's
 * @param why in a few words, as in {@code new}, {@code prompt changed}, {@code depends on canny}
 * @param price at least, USD; zero for what is free or unknown
 * @param pictures that would come out of a paid cell
 * @param job the key of a paid cell's job; null when it is not known, and for a free cell
 */
public record Outlook(
        String cell,
        String node,
        Kind kind,
        String why,
        BigDecimal price,
        int pictures,
        @Nullable String job) {
    /** What would be done. */
    public enum Kind {
        /** Nothing: its value is there, or its job is under way. */
        REUSED,
        /** Computed here, at no cost; the plan has done it already where something depends on it. */
        COMPUTED,
        /** Paid for. */
        PAID,
        /** The same request or run as another cell's, which pays for it. */
        SHARED,
        /** A body that acts outside; a plan does not run it. */
        RUN,
        /** A person decides. */
        WAITS,
        /** Not known before something else is. */
        DEPENDS,
        SKIPPED,
        FAILS
    }

    static Outlook free(String cell, String node, Kind kind, String why) {
        return new Outlook(cell, node, kind, why, BigDecimal.ZERO, 0, null);
    }

    /** True when the cell has a value, or none, before the run. */
    boolean isKnown() {
        return switch (kind) {
            case REUSED, COMPUTED, SKIPPED, FAILS -> true;
            case PAID, SHARED, RUN, WAITS, DEPENDS -> false;
        };
    }
}
