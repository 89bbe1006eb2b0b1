package io.controlnetflow.core.image.measure;

import io.controlnetflow.core.image.Gray;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;

/** How alike two pictures are, by light alone. */
public final class Likeness {
    private Likeness() {}

    /**
     * Correlation of luminance, for gray and depth maps; the second picture is resized to the first.
     *
     * @return -1 to 1; 0 when one of them is flat
     */
    public static double luminance(Picture a, Picture b) {
        byte[] x = Gray.of(a);
        byte[] y = Gray.of(Resize.stretch(b, a.width(), a.height()));
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = (x[i] & 0xff) - meanX;
            double dy = (y[i] & 0xff) - meanY;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    /** 64 bits that hardly change when a picture is resized or compressed: does it get lighter from left to right. */
    public static long dHash(Picture picture) {
        byte[] gray = Gray.of(Resize.smooth(picture, 9, 8));
        long hash = 0;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                boolean lighter = (gray[y * 9 + x + 1] & 0xff) > (gray[y * 9 + x] & 0xff);
                hash = hash << 1 | (lighter ? 1 : 0);
            }
        }
        return hash;
    }

    /** Bits in which two hashes differ, 0 to 64; below 8 they are nearly the same picture. */
    public static int distance(long hash, long other) {
        return Long.bitCount(hash ^ other);
    }

    private static double mean(byte[] gray) {
        long sum = 0;
        for (byte g : gray) {
            sum += g & 0xff;
        }
        return (double) sum / gray.length;
    }
}
