package io.controlnetflow.routes.engine.outbox;

/** The inbox or the outbox cannot be served at all; nothing was submitted. */
public final class FolderUnusable extends RuntimeException {
    public FolderUnusable(String message) {
        super(message);
    }
}
