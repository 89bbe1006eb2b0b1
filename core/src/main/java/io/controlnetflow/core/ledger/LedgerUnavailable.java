package io.controlnetflow.core.ledger;

/** The database could not be opened, reached or written; the message names it without its password. */
public sealed class LedgerUnavailable extends RuntimeException permits LedgerHeld {
    private static final long serialVersionUID = 1L;

    private final boolean comesBack;

    public LedgerUnavailable(String message) {
        super(message);
        this.comesBack = false;
    }

    public LedgerUnavailable(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** @param comesBack see {@link #comesBack} */
    public LedgerUnavailable(String message, Throwable cause, boolean comesBack) {
        super(message, cause);
        this.comesBack = comesBack;
    }

    /** True when it is a server, which may be there again at the next look. */
    public boolean comesBack() {
        return comesBack;
    }
}
