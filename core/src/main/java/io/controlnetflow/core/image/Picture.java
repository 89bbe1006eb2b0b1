package io.controlnetflow.core.image;

/**
 * A picture in memory: opaque sRGB pixels, row by row from the top left. The pixels are shared, not copied: who makes a
 * picture hands its array over, and who reads {@link #rgb()} does not write to it. Then it is safe between threads.
 */
public final class Picture {
    private final int width;
    private final int height;
    private final int[] rgb;

    /**
     * @param rgb {@code 0xRRGGBB} each; the top byte is ignored; exactly {@code width * height} of them
     */
    public Picture(int width, int height, int[] rgb) {
        if (width < 1 || height < 1 || (long) width * height != rgb.length) {
            throw new IllegalArgumentException(
                    "a picture of " + width + "x" + height + " does not have " + rgb.length + " pixels");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** A picture of one colour. */
    public static Picture filled(int width, int height, int color) {
        int[] rgb = new int[Math.multiplyExact(width, height)];
        java.util.Arrays.fill(rgb, color & 0xffffff);
        return new Picture(width, height, rgb);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixels themselves, {@code 0xRRGGBB}; only to be read. */
    public int[] rgb() {
        return rgb;
    }

    /** One pixel, {@code 0xRRGGBB}. */
    public int at(int x, int y) {
        return rgb[y * width + x] & 0xffffff;
    }

    /** Whether every pixel is black or white, as in a finished edge map. */
    public boolean isBinary() {
        for (int p : rgb) {
            int c = p & 0xffffff;
            if (c != 0 && c != 0xffffff) {
                return false;
            }
        }
        return true;
    }

    /** Whether both have the same size and pixels. */
    public boolean sameAs(Picture other) {
        return width == other.width && height == other.height && java.util.Arrays.equals(rgb, other.rgb);
    }

    @Override
    public String toString() {
        return width + "x" + height + " picture";
    }
}
