package io.controlnetflow.core.dag;

/** A flow that cannot be run. The message names the node and the field, what is wrong, and what to do. */
public final class InvalidFlow extends IllegalArgumentException {
    public InvalidFlow(String message) {
        super(message);
    }
}
