package io.controlnetflow.core.ledger;

/** Another process has the ledger's file open: what is wanted of the ledger can be asked of that process. */
public final class LedgerHeld extends LedgerUnavailable {
    private static final long serialVersionUID = 1L;

    public LedgerHeld(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerHeld(String message) {
        super(message);
    }
}
