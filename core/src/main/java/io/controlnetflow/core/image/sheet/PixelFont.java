package io.controlnetflow.core.image.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Small crisp letters without AWT's text, which needs fontconfig: Latin-1 of the public-domain font Misc Fixed, 6 x 13
 * pixels a letter times an integer scale. What is not in it is drawn as {@code ?}. Thread-safe.
 */
public final class PixelFont {
    /** Width of a letter at scale 1, pixels. */
    public static final int WIDTH = 6;
    /** Height of a line at scale 1, pixels; capitals stand in rows 2 to 10. */
    public static final int HEIGHT = 13;

    private static final Map<Integer, byte[]> GLYPHS = load();

    private PixelFont() {}

    /** Pixels that the text is wide; it is {@code HEIGHT * scale} high. */
    public static int width(String text, int scale) {
        return text.codePointCount(0, text.length()) * WIDTH * scale;
    }

    /** The text, or its beginning and {@code ...}, so that it is at most so many pixels wide. */
    public static String fit(String text, int scale, int width) {
        int letters = Math.max(0, width / (WIDTH * scale));
        int[] points = text.codePoints().toArray();
        if (points.length <= letters) {
            return text;
        }
        return letters <= 3 ? new String(points, 0, letters) : new String(points, 0, letters - 3) + "...";
    }

    /**
     * Draws over a picture's pixels; what falls outside is cut off.
     *
     * @param rgb pixels of a picture of {@code w} times {@code h}, written to
     * @param x left edge, pixels
     * @param y top edge, pixels
     * @param scale 1 or more
     * @param color {@code 0xRRGGBB}
     */
    public static void draw(int[] rgb, int w, int h, int x, int y, int scale, int color, String text) {
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            byte[] glyph = GLYPHS.getOrDefault(points[i], GLYPHS.get((int) '?'));
            int left = x + i * WIDTH * scale;
            for (int row = 0; row < HEIGHT * scale; row++) {
                int bits = glyph == null ? 0 : glyph[row / scale];
                int py = y + row;
                for (int column = 0; column < WIDTH * scale; column++) {
                    int px = left + column;
                    if ((bits >> (7 - column / scale) & 1) == 1 && px >= 0 && px < w && py >= 0 && py < h) {
                        rgb[py * w + px] = color;
                    }
                }
            }
        }
    }

    private static Map<Integer, byte[]> load() {
        try (InputStream in = PixelFont.class.getResourceAsStream("pixel-font.txt")) {
            if (in == null) {
                throw new IllegalStateException("pixel-font.txt is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableMap(
                            line -> Integer.valueOf(line.substring(0, 4), 16),
                            line -> HexFormat.of().parseHex(line.substring(5))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
