package io.controlnetflow.core.embedded.books;

/** The embedded server cannot start. The message says why and what to do. */
public final class EmbeddedUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedUnavailable(String message) {
        super(message);
    }

    public EmbeddedUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
