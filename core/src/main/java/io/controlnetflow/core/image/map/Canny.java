package io.controlnetflow.core.image.map;

import java.util.stream.IntStream;

/**
 * Canny's edges in integers, equal to OpenCV's {@code Canny(gray, low, high, 3, false)} bit by bit: Sobel 3 x 3 with a
 * repeated border, |gx| + |gy|, thinning by sectors of 22.5 degrees, then edges above {@code low} that touch one above
 * {@code high}.
 */
final class Canny {
    /** tan(22.5 degrees) in 15 bits, as OpenCV has it. */
    private static final int TG22 = 13573;

    private static final byte WEAK = 1;
    private static final byte STRONG = 2;

    private final int width;
    private final int height;
    private final short[] gx;
    private final short[] gy;
    /** Gradient lengths with a border of zeros one pixel wide. */
    private final int[] length;

    private Canny(int width, int height) {
        this.width = width;
        this.height = height;
        this.gx = new short[width * height];
        this.gy = new short[width * height];
        this.length = new int[(width + 2) * (height + 2)];
    }

    /** 255 on edges, 0 elsewhere. */
    static byte[] edges(byte[] gray, int width, int height, int low, int high) {
        Canny canny = new Canny(width, height);
        IntStream.range(0, height).parallel().forEach(y -> canny.sobel(gray, y));
        byte[] marks = new byte[width * height];
        IntStream.range(0, height).parallel().forEach(y -> canny.thin(marks, y, low, high));
        canny.follow(marks);
        for (int i = 0; i < marks.length; i++) {
            marks[i] = marks[i] == STRONG ? (byte) 255 : 0;
        }
        return marks;
    }

    private void sobel(byte[] g, int y) {
        int up = Math.max(0, y - 1) * width;
        int mid = y * width;
        int down = Math.min(height - 1, y + 1) * width;
        for (int x = 0; x < width; x++) {
            int l = Math.max(0, x - 1);
            int r = Math.min(width - 1, x + 1);
            int upLeft = g[up + l] & 0xff;
            int upRight = g[up + r] & 0xff;
            int downLeft = g[down + l] & 0xff;
            int downRight = g[down + r] & 0xff;
            int dx = upRight - upLeft + 2 * ((g[mid + r] & 0xff) - (g[mid + l] & 0xff)) + downRight - downLeft;
            int dy = downLeft - upLeft + 2 * ((g[down + x] & 0xff) - (g[up + x] & 0xff)) + downRight - upRight;
            gx[mid + x] = (short) dx;
            gy[mid + x] = (short) dy;
            length[(y + 1) * (width + 2) + x + 1] = Math.abs(dx) + Math.abs(dy);
        }
    }

    private void thin(byte[] marks, int y, int low, int high) {
        for (int x = 0; x < width; x++) {
            int at = (y + 1) * (width + 2) + x + 1;
            if (length[at] > low && isRidge(y * width + x, at)) {
                marks[y * width + x] = length[at] > high ? STRONG : WEAK;
            }
        }
    }

    private boolean isRidge(int i, int at) {
        int row = width + 2;
        int m = length[at];
        int ax = Math.abs(gx[i]);
        int ay = Math.abs(gy[i]) << 15;
        int tg22 = ax * TG22;
        if (ay < tg22) {
            return m > length[at - 1] && m >= length[at + 1];
        } else if (ay > tg22 + (ax << 16)) {
            return m > length[at - row] && m >= length[at + row];
        }
        int side = (gx[i] ^ gy[i]) < 0 ? -1 : 1;
        return m > length[at - row - side] && m > length[at + row + side];
    }

    private void follow(byte[] marks) {
        int[] stack = new int[marks.length];
        int depth = 0;
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == STRONG) {
                stack[depth++] = i;
            }
        }
        while (depth > 0) {
            int i = stack[--depth];
            int x = i % width;
            int y = i / width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int neighbour = ny * width + nx;
                    if (marks[neighbour] == WEAK) {
                        marks[neighbour] = STRONG;
                        stack[depth++] = neighbour;
                    }
                }
            }
        }
    }
}
