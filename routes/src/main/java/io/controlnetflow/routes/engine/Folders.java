package io.controlnetflow.routes.engine;

import org.apache.camel.CamelContext;

/** Serves hot folders in the engine of a Camel context. */
public final class Folders {
    private final CamelContext context;

    public Folders(CamelContext context) {
        this.context = context;
    }

    /**
     * Starts serving a folder.
     *
     * @throws FolderUnusable when the inbox is missing, the outbox cannot be written, or one lies inside the other
     */
    public FolderJob start(FolderSpec spec) {
        throw new UnsupportedOperationException(spec + " in " + context + ": not built yet");
    }
}
