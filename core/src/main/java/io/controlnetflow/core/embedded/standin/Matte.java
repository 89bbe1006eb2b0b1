package io.controlnetflow.core.embedded.standin;

import io.controlnetflow.core.image.Picture;
import java.util.ArrayDeque;

/** What is background: reached from the border over small steps of colour, and not far from the border's mean colour. */
final class Matte {
    private static final int STEP = 24;
    private static final int FAR = 96;

    private final Picture in;
    private final boolean[] ground;
    private final ArrayDeque<Integer> open = new ArrayDeque<>();
    private final int mean;

    private Matte(Picture in) {
        this.in = in;
        this.ground = new boolean[in.rgb().length];
        this.mean = borderMean(in);
    }

    /** 0 (background) to 255 a pixel, its edge softened by one pixel. */
    static byte[] of(Picture in) {
        Matte matte = new Matte(in);
        matte.flood();
        return matte.softened();
    }

    private static int borderMean(Picture in) {
        long[] sum = new long[3];
        int count = 0;
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                if (border(in, x, y)) {
                    int p = in.at(x, y);
                    sum[0] += p >> 16 & 255;
                    sum[1] += p >> 8 & 255;
                    sum[2] += p & 255;
                    count++;
                }
            }
        }
        return (int) (sum[0] / count) << 16 | (int) (sum[1] / count) << 8 | (int) (sum[2] / count);
    }

    private static boolean border(Picture in, int x, int y) {
        return x == 0 || y == 0 || x == in.width() - 1 || y == in.height() - 1;
    }

    private void flood() {
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                if (border(in, x, y)) {
                    take(x, y, mean, FAR);
                }
            }
        }
        while (!open.isEmpty()) {
            int i = open.remove();
            int x = i % in.width();
            int y = i / in.width();
            take(x - 1, y, in.at(x, y), STEP);
            take(x + 1, y, in.at(x, y), STEP);
            take(x, y - 1, in.at(x, y), STEP);
            take(x, y + 1, in.at(x, y), STEP);
        }
    }

    private void take(int x, int y, int from, int most) {
        if (x < 0 || y < 0 || x >= in.width() || y >= in.height()) {
            return;
        }
        int i = y * in.width() + x;
        int p = in.at(x, y);
        if (!ground[i] && distance(p, from) <= most && distance(p, mean) <= FAR) {
            ground[i] = true;
            open.add(i);
        }
    }

    /** The largest difference of a channel. */
    private static int distance(int a, int b) {
        int red = Math.abs((a >> 16 & 255) - (b >> 16 & 255));
        int green = Math.abs((a >> 8 & 255) - (b >> 8 & 255));
        int blue = Math.abs((a & 255) - (b & 255));
        return Math.max(red, Math.max(green, blue));
    }

    private byte[] softened() {
        byte[] alpha = new byte[ground.length];
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                int shown = 0;
                int all = 0;
                for (int dy = Math.max(0, y - 1); dy <= Math.min(in.height() - 1, y + 1); dy++) {
                    for (int dx = Math.max(0, x - 1); dx <= Math.min(in.width() - 1, x + 1); dx++) {
                        all++;
                        shown += ground[dy * in.width() + dx] ? 0 : 1;
                    }
                }
                alpha[y * in.width() + x] = (byte) (255 * shown / all);
            }
        }
        return alpha;
    }
}
