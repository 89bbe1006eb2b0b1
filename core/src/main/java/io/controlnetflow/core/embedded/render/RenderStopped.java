package io.controlnetflow.core.embedded.render;

/** Nobody wants the pictures now: the prediction was cancelled, or the server closes and goes on with it at its next start. */
public final class RenderStopped extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean cancelled;

    public RenderStopped(boolean cancelled) {
        super(cancelled ? "cancelled" : "the server closes", null, false, false);
        this.cancelled = cancelled;
    }

    /** Cancelled for good; else the next start goes on. */
    public boolean cancelled() {
        return cancelled;
    }
}
