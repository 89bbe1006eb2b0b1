package io.controlnetflow.routes.app.lint.file;

import io.controlnetflow.routes.app.console.Words;
import java.nio.file.Path;

/**
 * Something wrong in a file.
 *
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole file is meant
 */
public record Finding(Path file, int line, int column, String message) {
    public static Finding of(Path file, String message) {
        return new Finding(file, 0, 0, message);
    }

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return Words.near(file) + (line > 0 ? ":" + line + ":" + column : "") + ": " + message;
    }
}
