package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.artifact.AtomicFiles;
import io.controlnetflow.routes.app.console.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files whose last change {@code watch} did not take, told to {@code status} by a file in the state folder. Thread-safe. */
public final class RejectedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedFiles.class);
    private static final String NAME = "rejected.txt";

    private final Path list;

    public RejectedFiles(Path state) {
        this.list = state.resolve(NAME);
    }

    /** {@code 2 files rejected}. */
    public static String count(Collection<Path> files) {
        return Style.count(files.size(), "file") + " rejected";
    }

    void are(Collection<Path> files) {
        try {
            if (files.isEmpty()) {
                Files.deleteIfExists(list);
            } else {
                String text = files.stream().map(Path::toString).collect(Collectors.joining("\n", "", "\n"));
                AtomicFiles.write(list, text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot be written ({}); flow status does not tell of rejected files", list, e.toString());
        }
    }

    /** Those of the program that watches with this state folder; none when none does. */
    public List<Path> read() {
        try {
            return Files.isRegularFile(list)
                    ? Files.readAllLines(list).stream().map(Path::of).toList()
                    : List.of();
        } catch (IOException e) {
            LOG.warn("{}: cannot be read", list, e);
            return List.of();
        }
    }
}
