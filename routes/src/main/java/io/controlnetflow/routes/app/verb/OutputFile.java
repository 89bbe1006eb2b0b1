package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that a person asked to have in a file. */
final class OutputFile {
    private OutputFile() {}

    /** Writes a file that is not there yet. */
    static void create(Path into, String text) throws IOException {
        if (Files.exists(into)) {
            throw new Refusal(into + ": is there already; remove it, or name another file");
        }
        write(into, text);
    }

    /**
     * Writes a file anew that was written by the same command before, and no other.
     *
     * @param mark what such a file begins with
     */
    static void replace(Path into, String text, String mark) throws IOException {
        if (Files.exists(into)
                && !Files.readString(into, StandardCharsets.UTF_8).startsWith(mark)) {
            throw new Refusal(into + ": is there already and is something else; remove it, or name another file");
        }
        write(into, text);
    }

    private static void write(Path into, String text) throws IOException {
        Path folder = into.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refusal(into + ": its folder does not exist; make it, or name another file");
        }
        Files.writeString(into, text);
    }
}
