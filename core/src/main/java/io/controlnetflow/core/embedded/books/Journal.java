package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.http.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lines of JSON, appended and handed to the operating system before anything is answered: they outlive the process, not
 * a loss of power. A last line that was torn is ignored.
 */
final class Journal implements AutoCloseable {
    /** Not a channel: an interrupt would close that one. */
    private final OutputStream out;

    private Journal(OutputStream out) {
        this.out = out;
    }

    /** Gives every whole line to the reader; a file that is not there has none. */
    static void read(Path file, Consumer<JsonNode> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                try {
                    reader.accept(Json.read(line));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    if (next != null) {
                        throw new IOException(
                                file + ": a line in the middle is not JSON: " + e.getOriginalMessage(), e);
                    }
                }
                line = next;
            }
        }
    }

    /** Replaces the file by these lines, whole or not at all, and appends from there on. */
    static Journal rewrite(Path file, Stream<? extends JsonNode> lines) throws IOException {
        Path part = StateFolder.part(file);
        try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            for (var all = lines.iterator(); all.hasNext(); ) {
                out.write(all.next().toString());
                out.write('\n');
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Journal(new FileOutputStream(file.toFile(), true));
    }

    synchronized void append(JsonNode line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
