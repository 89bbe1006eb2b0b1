package io.controlnetflow.routes.engine;

/** The inbox or the outbox cannot be served at all; nothing was submitted. */
public final class FolderUnusable extends RuntimeException {
    public FolderUnusable(String message) {
        super(message);
    }
}
