package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Direction;

/** Draws a flow. Pure functions: safe for use by many threads. */
public final class Drawing {
    /** What every SVG drawing begins with. */
    public static final String SVG_MARK = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"" + Paint.NAME + "\"";

    /** What every Mermaid drawing begins with. */
    public static final String MERMAID_MARK = "---\ntitle: ";

    private Drawing() {}

    /** An SVG document that stands by itself: title, boxes, arrows and a legend. */
    public static String svg(Subject subject, Direction direction) {
        return new Svg(subject, direction).text();
    }

    /** A Mermaid flowchart with the same boxes and arrows; a box of a run has the colour of what wants attention most in it. */
    public static String mermaid(Subject subject, Direction direction) {
        return new Mermaid(subject, direction).text();
    }
}
