package io.controlnetflow.core.dag.draw;

/** How wide a text is, about: Helvetica's widths (its AFM file) and a little more, for whichever sans-serif font a viewer has. */
final class TextWidth {
    private static final int[] ASCII = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584
    };
    private static final int OTHER = 640;
    private static final int WIDE = 1_000;
    private static final int FIRST_WIDE = 0x1100;
    private static final double ROOM = 1.08;
    private static final double BOLD = 1.07;

    /** Against rounding, in pixels. */
    private static final double SLACK = 0.5;

    private TextWidth() {}

    /** @param size of the font, in pixels */
    static double of(String text, double size, boolean bold) {
        double thousandths = text.codePoints().mapToDouble(TextWidth::of).sum();
        return thousandths / 1000 * size * ROOM * (bold ? BOLD : 1);
    }

    /** The text, or as much of its beginning as fits, and an ellipsis. */
    static String fit(String text, double size, boolean bold, double most) {
        if (of(text, size, bold) <= most + SLACK) {
            return text;
        }
        int end = text.length();
        while (end > 0 && of(text.substring(0, end).stripTrailing() + "…", size, bold) > most) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    private static int of(int c) {
        if (c >= ' ' && c < ' ' + ASCII.length) {
            return ASCII[c - ' '];
        }
        boolean onTop = Character.getType(c) == Character.NON_SPACING_MARK;
        return onTop ? 0 : c >= FIRST_WIDE ? WIDE : OTHER;
    }
}
