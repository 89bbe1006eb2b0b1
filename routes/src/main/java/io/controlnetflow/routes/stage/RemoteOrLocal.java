package io.controlnetflow.routes.stage;

import java.io.File;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** What a file of Camel's holds. Pure functions. */
public final class RemoteOrLocal {
    private RemoteOrLocal() {}

    /** A file of this machine as itself; one that was fetched from another, as by SFTP, as the bytes that it came with. */
    public static @Nullable Object content(WrappedFile<?> file) {
        return file.getFile() instanceof File local ? local : file.getBody();
    }
}
