package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
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
        check(spec);
        return FolderWorks.of(Engine.of(context)).start(spec);
    }

    static void check(FolderSpec spec) {
        Path inbox = spec.inbox();
        if (!Files.isDirectory(inbox)) {
            throw new FolderUnusable("inbox: " + inbox + " is " + (Files.exists(inbox) ? "no folder" : "missing")
                    + "; make it and put pictures into it");
        }
        if (!Files.isReadable(inbox)) {
            throw new FolderUnusable("inbox: " + inbox + " cannot be read; change its permissions");
        }
        FolderReader.refuseLoops(spec);
    }
}
