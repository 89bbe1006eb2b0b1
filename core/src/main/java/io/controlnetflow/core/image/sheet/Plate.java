package io.controlnetflow.core.image.sheet;

import java.util.Optional;

/** A small plate with words in a picture's lower right corner: what made it, for everybody to see. */
public final class Plate {
    private static final int INK = 0xf4f1ea;
    private static final int SHADE = 96;

    private Plate() {}

    /** Where a plate lies, in pixels. */
    public record Box(int left, int top, int width, int height, int scale) {}

    /** Where the plate of these words lies; empty: the picture is too small for it. */
    public static Optional<Box> box(int width, int height, String text) {
        int scale = Math.max(1, Math.min(width, height) / 768);
        int pad = 4 * scale;
        int plateWidth = PixelFont.width(text, scale) + 2 * pad;
        int plateHeight = PixelFont.HEIGHT * scale + pad;
        int left = width - plateWidth - 2 * pad;
        int top = height - plateHeight - 2 * pad;
        return left < 0 || top < 0 ? Optional.empty() : Optional.of(new Box(left, top, plateWidth, plateHeight, scale));
    }

    /** Writes over the pixels; leaves a picture alone that is too small. */
    public static void draw(int[] rgb, int width, int height, String text) {
        box(width, height, text).ifPresent(b -> {
            for (int y = b.top; y < b.top + b.height; y++) {
                for (int x = b.left; x < b.left + b.width; x++) {
                    boolean corner =
                            (x == b.left || x == b.left + b.width - 1) && (y == b.top || y == b.top + b.height - 1);
                    if (!corner) {
                        rgb[y * width + x] = shaded(rgb[y * width + x]);
                    }
                }
            }
            int pad = 4 * b.scale;
            PixelFont.draw(rgb, width, height, b.left + pad, b.top + pad / 2, b.scale, INK, text);
        });
    }

    /** The picture shows through, darkened enough for light letters on any ground. */
    private static int shaded(int rgb) {
        int red = ((rgb >> 16) & 255) * SHADE / 256;
        int green = ((rgb >> 8) & 255) * SHADE / 256;
        int blue = (rgb & 255) * SHADE / 256;
        return red << 16 | green << 8 | blue;
    }
}
