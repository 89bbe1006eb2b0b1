package io.controlnetflow.core.ledger;

/** The database could not be opened, reached or written; the message names it without its password. */
public final class LedgerUnavailable extends RuntimeException {
    public LedgerUnavailable(String message) {
        super(message);
    }

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
