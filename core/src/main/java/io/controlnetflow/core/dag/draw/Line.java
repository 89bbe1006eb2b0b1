package io.controlnetflow.core.dag.draw;

/**
 * A line in a box.
 *
 * @param text what matters
 * @param aside what is said of it, fainter
 * @param strong whether the text is a name
 */
record Line(String text, String aside, boolean strong) {
    static Line name(String text, String aside) {
        return new Line(text, aside, true);
    }

    static Line aside(String aside) {
        return new Line("", aside, false);
    }
}
