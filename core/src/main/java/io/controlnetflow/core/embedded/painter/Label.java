package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.image.PixelFont;

/** Says in the picture what it is, in its lower right corner, so that nobody takes it for the model's work. */
final class Label {
    static final String TEXT = "local preview, not FLUX";
    private static final int INK = 0xf4f1ea;
    private static final int SHADE = 96;

    private Label() {}

    /** Writes over the pixels. */
    static void draw(int[] rgb, int width, int height) {
        int scale = Math.max(1, Math.min(width, height) / 768);
        int pad = 4 * scale;
        int plateWidth = PixelFont.width(TEXT, scale) + 2 * pad;
        int plateHeight = PixelFont.HEIGHT * scale + pad;
        int left = width - plateWidth - 2 * pad;
        int top = height - plateHeight - 2 * pad;
        for (int y = top; y < top + plateHeight; y++) {
            for (int x = left; x < left + plateWidth; x++) {
                boolean corner = (x == left || x == left + plateWidth - 1) && (y == top || y == top + plateHeight - 1);
                if (!corner) {
                    rgb[y * width + x] = shaded(rgb[y * width + x]);
                }
            }
        }
        PixelFont.draw(rgb, width, height, left + pad, top + pad / 2, scale, INK, TEXT);
    }

    /** The picture shows through, darkened enough for light letters on any ground. */
    private static int shaded(int rgb) {
        int red = ((rgb >> 16) & 255) * SHADE / 256;
        int green = ((rgb >> 8) & 255) * SHADE / 256;
        int blue = (rgb & 255) * SHADE / 256;
        return red << 16 | green << 8 | blue;
    }
}
