package io.controlnetflow.core.embedded;

/** A request that cannot be rendered. The message is for the person who made the request. */
public final class RenderFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public RenderFailed(String message) {
        super(message);
    }

    public RenderFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
