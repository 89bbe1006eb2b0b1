package io.controlnetflow.core.image;

/**
 * What a picture may cost before it is refused: one small file can claim to hold gigabytes of pixels.
 *
 * @param bytes of the file
 * @param pixels width times height in the header
 * @param side the longer side in the header, pixels
 * @param keep above this many pixels only every second, third... pixel of a row and column is decoded
 */
public record Bounds(long bytes, long pixels, int side, long keep) {
    /** 64 MiB, 40 megapixels, 16,384 a side; above 16 megapixels thinned out (a control map has at most 2.4). */
    public static final Bounds DEFAULT = new Bounds(64L << 20, 40_000_000, 16_384, 16_000_000);

    /** Rejects bounds below one. */
    public Bounds {
        if (bytes < 1 || pixels < 1 || side < 1 || keep < 1) {
            throw new IllegalArgumentException("bounds are positive");
        }
    }
}
