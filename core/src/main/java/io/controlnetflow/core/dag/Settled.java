package io.controlnetflow.core.dag;

/** How a cell ended. */
public enum Settled {
    /** It has a value. */
    DONE,
    /** It is not to be: its {@code when} was false, a person said no, or something that it needs has no value. */
    SKIPPED,
    FAILED
}
