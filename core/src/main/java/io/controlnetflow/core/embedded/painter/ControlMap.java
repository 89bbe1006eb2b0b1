package io.controlnetflow.core.embedded.painter;

/**
 * A finished control map as the painter reads it: lightness and colour at the picture's size, and what kind it is.
 *
 * @param light lightness, 0 to 1
 * @param red with green and blue: the colours, by which the limbs of a skeleton are told apart
 */
record ControlMap(Kind kind, Field light, Field red, Field green, Field blue) {

    /** What the picture looks like. Nobody tells: the API has no field for it. */
    enum Kind {
        /** Light lines on black. */
        EDGES,
        /** Tones all over: gray or depth. */
        TONES,
        /** Few strong colours on black: a skeleton. */
        POSE
    }

    /**
     * @param rgb pixels in rows, {@code 0xRRGGBB}
     */
    static ControlMap of(int[] rgb, int sourceWidth, int sourceHeight, int width, int height) {
        Field red = channel(rgb, sourceWidth, sourceHeight, 16).cover(width, height);
        Field green = channel(rgb, sourceWidth, sourceHeight, 8).cover(width, height);
        Field blue = channel(rgb, sourceWidth, sourceHeight, 0).cover(width, height);
        Field light = red.map((x, y, i) -> 0.299f * red.values[i] + 0.587f * green.values[i] + 0.114f * blue.values[i]);
        return new ControlMap(kind(red, green, blue), light, red, green, blue);
    }

    private static Field channel(int[] rgb, int width, int height, int shift) {
        return Field.of(width, height, (x, y, i) -> ((rgb[i] >> shift) & 255) / 255f);
    }

    private static Kind kind(Field red, Field green, Field blue) {
        int black = 0;
        int colourful = 0;
        int white = 0;
        int all = red.values.length;
        for (int i = 0; i < all; i++) {
            float r = red.values[i];
            float g = green.values[i];
            float b = blue.values[i];
            float most = Math.max(r, Math.max(g, b));
            float least = Math.min(r, Math.min(g, b));
            black += most < 0.11f ? 1 : 0;
            colourful += most - least > 0.31f ? 1 : 0;
            white += least > 0.59f ? 1 : 0;
        }
        if (black > 0.7 * all && colourful > 0.003 * all && colourful > white) {
            return Kind.POSE;
        }
        return black > 0.45 * all ? Kind.EDGES : Kind.TONES;
    }
}
