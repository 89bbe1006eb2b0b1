package io.controlnetflow.core.ledger;

/** Where a cell stands. */
public enum CellState {
    PENDING,
    READY,
    RUNNING,
    /** Waits for its job; nothing in memory is held for it. */
    WAITING,
    /** Waits for a person's yes or no. */
    APPROVAL,
    DONE,
    SKIPPED,
    FAILED,
    /** A person decides. */
    HELD;

    /** True when nothing more happens by itself. */
    public boolean settled() {
        return switch (this) {
            case DONE, SKIPPED, FAILED, HELD -> true;
            default -> false;
        };
    }
}
