package io.controlnetflow.core.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a flow itself allows, in USD at quoted prices.
 *
 * @param run most that one run may reserve and spend, with all runs that it calls; null: no limit
 * @param day most that all runs of the flow may, with all that they call, from midnight UTC to the next; null: no limit
 */
public record Budget(@Nullable BigDecimal run, @Nullable BigDecimal day) {
    public static final Budget NONE = new Budget(null, null);

    public Budget {
        run = plain(run);
        day = plain(day);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() == 0 ? amount : amount.stripTrailingZeros();
    }
}
