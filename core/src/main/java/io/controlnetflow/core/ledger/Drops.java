package io.controlnetflow.core.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that were taken in: a row is committed before anything else happens to a file. */
public interface Drops {
    /**
     * A file as it was found.
     *
     * @param folder the watched folder, absolute
     * @param path relative to the folder, with {@code /}
     * @param size bytes
     * @param modified the file's time, milliseconds
     * @param sha256 of the bytes, 64 hex digits; for a refused file whose bytes could not be read, empty
     */
    record NewDrop(String folder, String path, long size, Instant modified, String sha256) {}

    /**
     * @param id the row
     * @param runId the run it started, once there is one
     * @param refusal why it was refused, once it was
     * @param filed true once {@code watch} moved it to done or error
     */
    record Drop(
            long id,
            NewDrop file,
            @Nullable String runId,
            @Nullable String refusal,
            boolean filed) {}

    /**
     * Writes the drops, in one transaction. For one that is there and not filed, with the same folder, path, size, time and
     * hash, that one is returned, so that rescans are free.
     *
     * @return one for each given, in the same order
     */
    List<Drop> take(List<NewDrop> drops);

    /** The same for one drop. */
    default Drop take(NewDrop drop) {
        return take(List.of(drop)).get(0);
    }

    void started(long dropId, String runId);

    void refused(long dropId, String reason);

    void filed(long dropId);

    /** True while the drop was not filed by any node. */
    boolean isOpen(long dropId);

    /** Drops of a folder that were not filed yet, oldest first. */
    List<Drop> open(String folder);
}
