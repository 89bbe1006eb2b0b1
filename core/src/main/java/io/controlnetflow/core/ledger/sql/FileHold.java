package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.LedgerHeld;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a ledger's file for this process, and within it for one ledger: H2 itself would share the file inside a process,
 * and a second ledger would take the first one's open attempts for a dead owner's.
 */
record FileHold(FileChannel channel) implements AutoCloseable {
    static FileHold of(Path database) {
        Path lock = Path.of(database + ".lock");
        try {
            Path folder = lock.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw held(database, null);
            }
            return new FileHold(channel);
        } catch (IOException e) {
            throw new LedgerUnavailable("ledger: " + database + " cannot be written (" + e + "); check the folder", e);
        }
    }

    static LedgerUnavailable held(Path database, @Nullable Throwable cause) {
        String message = "ledger: another process holds " + database + "; stop it or use another --state";
        return cause == null ? new LedgerHeld(message) : new LedgerHeld(message, cause);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerUnavailable("ledger: its lock could not be given back: " + e, e);
        }
    }
}
