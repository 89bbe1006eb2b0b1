package io.controlnetflow.core.embedded.books;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The server's folder, held by one process: journal, remembered port, uploads and outputs as files. */
public final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * @throws EmbeddedUnavailable when another process holds it or it cannot be written
     */
    public static StateFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("uploads"));
            Files.createDirectories(folder.resolve("outputs"));
            FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new EmbeddedUnavailable("embedded server: " + folder
                        + ": is in use by another process; stop that one, or choose another state folder");
            }
            return new StateFolder(folder, lock);
        } catch (IOException e) {
            throw new EmbeddedUnavailable("embedded server: " + folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path journal() {
        return folder.resolve("books.jsonl");
    }

    public Path upload(String id) {
        return folder.resolve("uploads").resolve(id);
    }

    public Path output(String name) {
        return folder.resolve("outputs").resolve(name);
    }

    /** The port of the last start, or zero. */
    public int port() {
        try {
            return Integer.parseInt(Files.readString(folder.resolve("port")).trim());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    public void remember(int port) throws IOException {
        write(folder.resolve("port"), Integer.toString(port).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Whole or not at all. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path part = part(file);
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + "." + id().substring(0, 8) + ".part");
    }

    /** 32 random hex digits. */
    public static String id() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file that stays takes room, and is tried again at the next start.
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
