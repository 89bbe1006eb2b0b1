package io.controlnetflow.core.folder;

import java.time.Instant;

/**
 * A file of a listing.
 *
 * @param path relative to the folder, with {@code /}
 * @param size bytes
 */
public record Entry(String path, long size, Instant modified) {
    /** The name without the folders. */
    public String name() {
        return FileNames.name(path);
    }

    /** The path without its extension: {@code shoes/red} for {@code shoes/red.jpg}. */
    public String stem() {
        return FileNames.stem(path);
    }
}
