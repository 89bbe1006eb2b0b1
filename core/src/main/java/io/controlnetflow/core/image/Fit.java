package io.controlnetflow.core.image;

/** How a picture of one shape gets into another. */
public enum Fit {
    /** Fills the whole size; what stands over is cut off evenly. */
    COVER,
    /** Is seen whole; what stays free is black. */
    CONTAIN
}
