package io.controlnetflow.core.image;

/** A file that is no picture we can use. The message says what is wrong and what to do; it does not name the file. */
public final class UnusablePicture extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusablePicture(String message) {
        super(message);
    }

    public UnusablePicture(String message, Throwable cause) {
        super(message, cause);
    }
}
