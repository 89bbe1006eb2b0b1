package io.controlnetflow.core.image.map;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Plane;

/**
 * What stands out from the picture's border, 0 to 1. The left, upper and right border are taken for background, in pieces of
 * one colour each; the lower one is not, because who stands in front usually reaches it.
 */
final class Matte {
    private static final int PIECES = 6;
    /** Colours nearer than this (0 to 1 a channel) are one. */
    private static final double ALIKE = 0.06;
    /** Variances of colour, which make a distance, beyond which a pixel surely is none of the background. */
    private static final double SURE = 9;

    /** How far an enclosed pixel is trusted. */
    private static final float FILLED = 0.9f;

    private final Picture picture;
    private final int depth;
    private final double[][] means = new double[3 * PIECES][3];
    private final double[] spreads = new double[3 * PIECES];

    private Matte(Picture picture) {
        this.picture = picture;
        this.depth = Math.max(1, Math.min(picture.width(), picture.height()) / 24);
        int w = picture.width();
        int h = picture.height();
        for (int k = 0; k < PIECES; k++) {
            int y = h * k * 2 / (3 * PIECES);
            int down = Math.max(y + 1, h * (k + 1) * 2 / (3 * PIECES));
            learn(k, 0, y, depth, down);
            learn(PIECES + k, w - depth, y, w, down);
            learn(2 * PIECES + k, w * k / PIECES, 0, Math.max(w * k / PIECES + 1, w * (k + 1) / PIECES), depth);
        }
    }

    static Plane of(Picture picture) {
        Matte matte = new Matte(picture);
        int w = picture.width();
        int h = picture.height();
        float[] out = new float[w * h];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (matte.apart(picture.rgb()[i]) * middle(i % w, w));
        }
        return new Plane(w, h, filled(out, w, h)).blur(Math.max(1, w / 64.0));
    }

    /** A pixel that has what stands out on all four sides stands out too: a face between hair and collar. */
    private static float[] filled(float[] in, int w, int h) {
        float[] out = new float[in.length];
        java.util.Arrays.fill(out, 1);
        for (int y = 0; y < h; y++) {
            run(in, out, y * w, 1, w);
            run(in, out, y * w + w - 1, -1, w);
        }
        for (int x = 0; x < w; x++) {
            run(in, out, x, w, h);
            run(in, out, x + (h - 1) * w, -w, h);
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(in[i], FILLED * out[i]);
        }
        return out;
    }

    /** Lowers {@code out} to the most that {@code in} had on the way, from one side. */
    private static void run(float[] in, float[] out, int start, int step, int count) {
        float most = 0;
        for (int n = 0, i = start; n < count; n++, i += step) {
            most = Math.max(most, in[i]);
            out[i] = Math.min(out[i], most);
        }
    }

    private void learn(int piece, int left, int top, int right, int bottom) {
        double[] mean = means[piece];
        int n = 0;
        for (int y = top; y < Math.min(bottom, picture.height()); y++) {
            for (int x = left; x < Math.min(right, picture.width()); x++) {
                double[] c = color(picture.at(x, y));
                for (int k = 0; k < 3; k++) {
                    mean[k] += c[k];
                }
                n++;
            }
        }
        for (int k = 0; k < 3; k++) {
            mean[k] /= Math.max(1, n);
        }
        double spread = 0;
        for (int y = top; y < Math.min(bottom, picture.height()); y++) {
            for (int x = left; x < Math.min(right, picture.width()); x++) {
                spread += distance(color(picture.at(x, y)), mean);
            }
        }
        spreads[piece] = spread / Math.max(1, n) + ALIKE * ALIKE;
    }

    /** 0 for a colour of the background, towards 1 for one that no piece of it has. */
    private double apart(int rgb) {
        double[] c = color(rgb);
        double least = Double.MAX_VALUE;
        for (int k = 0; k < means.length; k++) {
            least = Math.min(least, distance(c, means[k]) / spreads[k]);
        }
        return 1 - StrictMath.exp(-least / SURE * 3);
    }

    /** Brightness counts half: a background may be lit unevenly. */
    private static double[] color(int rgb) {
        double r = (rgb >> 16 & 0xff) / 255.0;
        double g = (rgb >> 8 & 0xff) / 255.0;
        double b = (rgb & 0xff) / 255.0;
        double y = 0.299 * r + 0.587 * g + 0.114 * b;
        return new double[] {y / 2, r - y, b - y};
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }

    /** 1 in the middle columns, falling to a third at the sides. */
    private static double middle(int x, int w) {
        double off = Math.abs(2 * (x + 0.5) / w - 1);
        return 1 - 0.66 * off * off;
    }
}
