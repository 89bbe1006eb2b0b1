package io.controlnetflow.core.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that appear whole or not at all: written beside the target as {@code .<random>.part}, forced to the disk,
 * renamed, and the folder forced too. Thread-safe, also between processes.
 */
public final class AtomicFiles {
    static final String PART = ".part";

    private AtomicFiles() {}

    /**
     * Writes or replaces the file; creates its folders.
     *
     * @throws Unwritable naming the path and what is kept; the target is as it was
     */
    public static void write(Path target, byte[] bytes) throws IOException {
        Path part = part(target);
        try {
            Files.createDirectories(folder(target));
            fill(part, bytes);
            rename(part, target);
        } catch (IOException e) {
            throw unwritable(target, e);
        } finally {
            deleteQuietly(part);
        }
    }

    /** Forces a finished file, which lies beside the target, to the disk and renames it over the target. */
    public static void replace(Path finished, Path target) throws IOException {
        force(finished);
        rename(finished, target);
    }

    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Writes a new file and forces it to the disk. */
    public static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
    }

    /** A name beside the target that no reader takes for a finished file. */
    static Path part(Path target) {
        return folder(target).resolve("." + UUID.randomUUID() + PART);
    }

    /** Renames over the target, and forces the folder, so that the name survives a power cut too. */
    static void rename(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder(folder(target));
    }

    /** Best effort: some systems do not open folders. */
    static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows: renames are durable enough without it.
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // swept when the store is opened next
        }
    }

    /** The folder that holds the target. */
    public static Path folder(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }

    static Unwritable unwritable(Path target, IOException cause) {
        if (cause instanceof Unwritable said) {
            return said;
        }
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new Unwritable(
                target + ": cannot be written: "
                        + NoRoom.in(cause).orElse(cause.getClass().getSimpleName() + ": " + why)
                        + "; nothing was replaced, and it is tried again",
                cause);
    }
}
