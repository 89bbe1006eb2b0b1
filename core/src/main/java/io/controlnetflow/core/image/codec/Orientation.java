package io.controlnetflow.core.image.codec;

import io.controlnetflow.core.image.Picture;

/** Turns and mirrors stored pixels as EXIF says, values 1 to 8 (source: EXIF 2.32, tag 274). */
final class Orientation {
    private Orientation() {}

    static Picture upright(Picture stored, int orientation) {
        if (orientation <= 1) {
            return stored;
        }
        int w = stored.width();
        int h = stored.height();
        boolean turned = orientation >= 5;
        int outWidth = turned ? h : w;
        int outHeight = turned ? w : h;
        int[] from = stored.rgb();
        int[] to = new int[from.length];
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                int sx =
                        switch (orientation) {
                            case 2, 3 -> w - 1 - x;
                            case 4 -> x;
                            case 5, 6 -> y;
                            default -> w - 1 - y;
                        };
                int sy =
                        switch (orientation) {
                            case 2 -> y;
                            case 3, 4 -> h - 1 - y;
                            case 5, 8 -> x;
                            default -> h - 1 - x;
                        };
                to[y * outWidth + x] = from[sy * w + sx];
            }
        }
        return new Picture(outWidth, outHeight, to);
    }
}
