package io.controlnetflow.core.dag.draw;

/** Small signs, as SVG paths in a square of 16 by 16: strokes of white on a box's tile. */
final class Glyphs {
    private Glyphs() {}

    static String of(Kind kind) {
        return switch (kind) {
            case TRIGGER -> "M9 2 4 9h4l-1 5 5-7H8z";
            case INPUT -> "M2 8h8M7 5l3 3-3 3M9 2.5h4.5v11H9";
            case MAP -> "M2 12c2-7 4-8 6-4s4 2 6-5M2 8.5c1.5-4 3-4.5 4.5-3";
            case PAID -> "M8 2c.7 3.8 2.2 5.3 6 6-3.8.7-5.3 2.2-6 6-.7-3.8-2.2-5.3-6-6 3.8-.7 5.3-2.2 6-6z";
            case PICTURES -> "M2.5 3.5h11v9h-11zM3 11.5l3.3-3.3 2.2 2.2 2-2 2.7 2.7M10.5 6h.01";
            case CALL -> "M6 4 2.5 8 6 12M10 4l3.5 4-3.5 4";
            case STEPS -> "M3 4h.01M3 8h.01M3 12h.01M6 4h7M6 8h7M6 12h7";
            case APPROVAL ->
                "M6.5 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2 13.5c.2-3 2-4 4.5-4 1 0 1.8.2 2.5.6M9.5 12l1.7 1.7 3-3.4";
            case FLOW -> "M2.5 6h4v4h-4zM10 2.5h3.5V6H10zM10 10h3.5v3.5H10zM6.5 8H8V4.2h2M8 8v3.8h2";
            case OUTPUT -> "M7 8h7M11 5l3 3-3 3M8 2.5H2.5v11H8";
        };
    }

    /** A sign in a square of 10 by 10, so that states are told apart without colours; empty for a plain square. */
    static String of(CellMark mark) {
        return switch (mark) {
            case FAILED -> "M3 3l4 4M7 3l-4 4";
            case HELD -> "M5 2.5v3M5 7.3v.2";
            case RUNNING -> "M4 3l3 2-3 2z";
            case WAITING -> "M3.7 3v4M6.3 3v4";
            case SKIPPED -> "M2.5 7.5l5-5";
            case DONE, TO_COME -> "";
        };
    }
}
