package io.controlnetflow.routes.engine.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves inputs that are final out of the inbox: to {@code done/<date>/} or {@code error/} beside it. Never overwrites; what was moved
 * already is left alone, so a move that a crash cut short is simply made again.
 */
final class FiledInputs {
    private static final Logger LOG = LoggerFactory.getLogger(FiledInputs.class);
    private static final int MOST_NAMES = 10_000;

    private final Path inbox;

    FiledInputs(Path inbox) {
        this.inbox = inbox;
    }

    /** Moves the file, then what lies beside it for it. */
    Path move(String path, List<String> sidecars, Path target) throws IOException {
        Path moved = moveOne(inbox.resolve(path), target.resolve(path));
        for (String sidecar : sidecars) {
            moveOne(inbox.resolve(sidecar), target.resolve(sidecar));
        }
        return moved;
    }

    boolean has(String path) {
        return Files.exists(inbox.resolve(path));
    }

    /** What is said beside a file in {@code error/}. */
    static Path report(Path failed) {
        return failed.resolveSibling(failed.getFileName() + ".error.json");
    }

    /** Takes an old report away once the file that it is about was moved back and is fine. */
    void clearError(Path failed) throws IOException {
        if (!Files.exists(failed)) {
            Files.deleteIfExists(report(failed));
        }
    }

    private static Path moveOne(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return to;
        }
        Files.createDirectories(to.getParent());
        for (int n = 1; n < MOST_NAMES; n++) {
            Path free =
                    n == 1 ? to : to.resolveSibling(numbered(to.getFileName().toString(), n));
            try {
                return Files.move(from, free);
            } catch (FileAlreadyExistsException taken) {
                LOG.debug("{} is taken", free);
            } catch (NoSuchFileException gone) {
                LOG.debug("{} was moved by someone else", from);
                return to;
            }
        }
        throw new IOException(to + ": there are " + MOST_NAMES + " files of this name; clear the folder");
    }

    static String numbered(String name, int n) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + "-" + n : name.substring(0, dot) + "-" + n + name.substring(dot);
    }
}
