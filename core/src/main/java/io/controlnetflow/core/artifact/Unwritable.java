package io.controlnetflow.core.artifact;

import java.io.IOException;

/** A file could not be written here; the message names it and says what to do. Nothing half-written is left, and a later try may succeed. */
public final class Unwritable extends IOException {
    private static final long serialVersionUID = 1L;

    Unwritable(String message, IOException cause) {
        super(message, cause);
    }
}
