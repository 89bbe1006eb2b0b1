package io.controlnetflow.core.dag.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a box is, and what stands where in it, in pixels from its upper left corner.
 *
 * @param width of the box at least
 * @param height of the box at least
 * @param squares top of its first row of squares
 * @param notes lines below the squares
 */
record BoxSize(double width, double height, double squares, List<String> notes) {
    static final double PAD = 12;
    static final double TILE = 24;
    static final double TEXT = PAD + TILE + 10;
    static final double LINE = 17;
    static final double SQUARE = 10;
    static final double STEP = SQUARE + 3;
    static final double ASIDE = 8;
    static final double MOST = 200;

    private static final double LEAST = 60;
    private static final double SLANT = 8;

    static BoxSize of(Box box) {
        double text = LEAST;
        for (Line line : box.head()) {
            text = Math.max(text, Math.min(MOST, width(line)));
        }
        int squares = box.cells().shown().size();
        double more =
                box.cells().more() == 0 ? 0 : 6 + TextWidth.of("+" + box.cells().more(), Paint.PLAIN, false);
        text = Math.max(text, Math.min(squares, Cells.ROW) * STEP + more);
        List<String> notes = wrapped(box.notes(), Math.max(text, MOST * 0.7));
        for (String note : notes) {
            text = Math.max(text, TextWidth.of(note, Paint.PLAIN, false));
        }
        int rows = box.cells().rows();
        double top = PAD + box.head().size() * LINE + (rows > 0 ? 3 : 0);
        double height = top + rows * STEP + (rows > 0 ? 1 : 0) + notes.size() * LINE + PAD - 4;
        double right = box.kind() == Kind.APPROVAL ? PAD + SLANT : PAD;
        return new BoxSize(TEXT + text + right, Math.max(height, TILE + 2 * PAD - 4), top, notes);
    }

    private static double width(Line line) {
        double aside = line.aside().isEmpty() ? 0 : TextWidth.of(line.aside(), Paint.PLAIN, false);
        double text = line.text().isEmpty() ? 0 : TextWidth.of(line.text(), Paint.STRONG, line.strong());
        return text + aside + (aside > 0 && text > 0 ? ASIDE : 0);
    }

    /** As many of them in a line as fit. */
    private static List<String> wrapped(List<String> notes, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String note : notes) {
            String longer = line.isEmpty() ? note : line + " · " + note;
            if (!line.isEmpty() && TextWidth.of(longer, Paint.PLAIN, false) > most) {
                lines.add(line);
                longer = note;
            }
            line = TextWidth.fit(longer, Paint.PLAIN, false, MOST);
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
