package io.controlnetflow.core.reason;

import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a cell stands where it stands.
 *
 * @param verdict in a word or two, as in {@code made}, {@code reused}, {@code waits for a person}
 * @param because in a sentence, without a full stop
 * @param than the cell that it was held against; null when there is none
 * @param changes what is different in it
 * @param command what a person can say; null when there is nothing to say
 */
public record Why(
        Run run,
        Cell cell,
        String verdict,
        String because,
        @Nullable String than,
        List<Change> changes,
        @Nullable String command) {
    public Why {
        changes = List.copyOf(changes);
    }
}
