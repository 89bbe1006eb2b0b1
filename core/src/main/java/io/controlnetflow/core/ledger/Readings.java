package io.controlnetflow.core.ledger;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What parameters of cells took from outside of their run when the cell started, as a clock or a random number. It is kept before
 * anything is made of it, so that a cell that starts again asks for the same.
 */
public interface Readings {
    /** JSON, opaque here; empty when nothing was kept. */
    Optional<String> of(String cellId);

    /** What was kept of the cells of a run, by their ids. */
    Map<String, String> ofRun(String runId);

    /**
     * Keeps what a RUNNING cell of this node took.
     *
     * @param before what {@link #of} gave; null for nothing
     * @param readings at most a million characters
     * @return false when something else was kept meanwhile, or the cell is not this node's any more
     */
    boolean keep(String cellId, @Nullable String before, String readings);
}
