package io.controlnetflow.routes.stage.cell;

import io.controlnetflow.core.ledger.Runs;
import java.util.concurrent.CompletableFuture;

/** Computes one cell. Thread-safe. */
public interface CellWork {
    /**
     * How the cell ended. Fails with {@link io.controlnetflow.core.artifact.Unwritable} or
     * {@link io.controlnetflow.core.ledger.LedgerUnavailable} when it is to be computed again; every other failure is the cell's.
     */
    CompletableFuture<CellEnd> compute(Runs.Cell cell);

    /** Whether the cell's body may keep a thread waiting for something outside. */
    boolean mayWait(Runs.Cell cell);
}
