package io.controlnetflow.core.image.map;

/** A control map that cannot be made. The message says what is missing or wrong, naming its file, and what to do. */
public final class UnmakeableMap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnmakeableMap(String message) {
        super(message);
    }

    public UnmakeableMap(String message, Throwable cause) {
        super(message, cause);
    }
}
