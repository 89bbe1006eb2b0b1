package io.controlnetflow.core.image;

import io.controlnetflow.core.job.ControlKind;

/** A control map of a kind that cannot be made here. */
public final class UnmakeableMap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnmakeableMap(ControlKind kind) {
        super("control_kind: " + kind.text()
                + " maps need a model, and none is installed; draw the map yourself and drop it"
                + " with control kind none, or use canny, soft-edge or gray");
    }
}
