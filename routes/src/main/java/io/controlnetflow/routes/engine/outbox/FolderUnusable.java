package io.controlnetflow.routes.engine.outbox;

/** The inbox or the outbox cannot be served, or no longer; what is needed to go on is in the ledger. */
public final class FolderUnusable extends RuntimeException {
    public FolderUnusable(String message) {
        super(message);
    }
}
