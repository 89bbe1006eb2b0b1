package io.controlnetflow.routes.app.check;

import io.controlnetflow.routes.app.console.Words;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a folder's disk has room for what is to be written there. */
public final class RoomCheck {
    private static final long MEGABYTE = 1L << 20;
    /** Below this a run of some pictures fills it. */
    private static final long LOW = 1_024 * MEGABYTE;
    /** Below this the ledger itself may not be written. */
    private static final long NONE = 50 * MEGABYTE;

    private RoomCheck() {}

    /** @param folder one that exists */
    public static Check of(String what, Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            return of(what, folder, disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            return Check.warn(what, Words.near(folder) + ": its free space is unknown (" + e.getMessage() + ")");
        }
    }

    /** @param free bytes, as is {@code total} */
    public static Check of(String what, Path folder, long free, long total) {
        String said = Words.near(folder) + " has " + figure(free) + " free of " + figure(total);
        if (free < NONE) {
            return Check.fail(
                    what,
                    said + ", under " + figure(NONE) + "; free some space or name another folder by --" + what
                            + " before anything is submitted");
        }
        return free < LOW
                ? Check.warn(
                        what,
                        said + ", under " + figure(LOW)
                                + "; free some space: a full disk stops the work, though nothing is lost or paid twice")
                : Check.ok(what, said);
    }

    private static String figure(long bytes) {
        return bytes < LOW ? bytes / MEGABYTE + " MB" : String.format(Locale.ROOT, "%.1f GB", (double) bytes / LOW);
    }
}
