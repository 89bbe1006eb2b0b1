package io.controlnetflow.core.dag.draw;

import java.util.Locale;

/** How a cell of a run is painted. What wants attention comes first. */
public enum CellMark {
    FAILED,
    /** A person decides, or says yes or no. */
    HELD,
    RUNNING,
    /** For its job. */
    WAITING,
    TO_COME,
    SKIPPED,
    DONE;

    /** In a text. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** In a style sheet. */
    String css() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
