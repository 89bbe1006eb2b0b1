package io.controlnetflow.core.secret;

import io.controlnetflow.core.artifact.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files that only their owner can read, and that appear whole or not at all. Thread-safe, also between processes. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Writes or replaces the file; its folder is there. */
    public static void write(Path target, String text) throws IOException {
        Path part = part(target, text);
        try {
            AtomicFiles.replace(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What the file holds; when it is not there yet, a new random token, which it holds from then on. */
    public static String token(Path target) throws IOException {
        if (!Files.exists(target)) {
            Path part = part(target, Tokens.random());
            try {
                Files.createLink(target, part); // of several processes one wins
            } catch (FileAlreadyExistsException won) {
                // by another
            } catch (UnsupportedOperationException noLinks) {
                AtomicFiles.replace(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return Files.readString(target).strip();
    }

    private static Path part(Path target, String text) throws IOException {
        Path part = AtomicFiles.folder(target).resolve("." + UUID.randomUUID() + ".part");
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            File file = Files.createFile(part).toFile();
            boolean unused = file.setReadable(false, false) && file.setReadable(true, true);
        }
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        return part;
    }
}
