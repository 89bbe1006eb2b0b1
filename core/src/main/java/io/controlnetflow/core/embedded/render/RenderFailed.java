package io.controlnetflow.core.embedded.render;

/** A request that cannot be rendered. The message is for the person who made the request. */
public final class RenderFailed extends Exception {
    private static final long serialVersionUID = 1L;
    /** An input that cannot be used as media (source: the provider's table of task error codes). */
    private static final int MEDIA = 1402;

    private final int code;

    /** For a control image that cannot be used. */
    public RenderFailed(String message) {
        this(MEDIA, message);
    }

    /** For a control image that cannot be used. */
    public RenderFailed(String message, Throwable cause) {
        super(message, cause);
        this.code = MEDIA;
    }

    /**
     * @param code a task error code of the provider, as 1401 (invalid parameter) or 1405 (task failed)
     */
    public RenderFailed(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The task error code. */
    public int code() {
        return code;
    }
}
