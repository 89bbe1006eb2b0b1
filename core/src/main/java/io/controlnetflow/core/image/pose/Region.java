package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;

/**
 * A square part of a picture, possibly turned and reaching beyond it. In pixels.
 *
 * @param x of its middle, as {@code y}
 * @param side of the square
 * @param turn by which it is turned, clockwise, in radians
 */
record Region(double x, double y, double side, double turn) {
    /** The square around the whole of somebody is a quarter larger than the circle through head and feet. */
    private static final double AROUND = 1.25;

    /** All of a picture, in the middle. */
    static Region whole(Picture picture) {
        return new Region(
                picture.width() / 2.0, picture.height() / 2.0, Math.max(picture.width(), picture.height()), 0);
    }

    /** Around somebody who has the hips here and the top of the circle there. */
    static Region around(double hipX, double hipY, double topX, double topY) {
        double dx = topX - hipX;
        double dy = topY - hipY;
        return new Region(
                hipX, hipY, 2 * AROUND * Math.sqrt(dx * dx + dy * dy), Math.PI / 2 - StrictMath.atan2(-dy, dx));
    }

    /** A point of the square (0 to 1 each way) in the picture. */
    double[] point(double u, double v) {
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double a = (u - 0.5) * side;
        double b = (v - 0.5) * side;
        return new double[] {x + a * cos - b * sin, y + a * sin + b * cos};
    }

    /**
     * The square upright in {@code n} by {@code n} pixels, three numbers each, red first; black outside the picture.
     *
     * @param low what black becomes
     * @param high what white becomes
     */
    float[] cut(Picture picture, int n, float low, float high) {
        // a much larger square is shrunk by area first: a sample of four pixels would jump over the rest
        int shrink = (int) Math.max(1, side / n);
        Picture from = shrink == 1
                ? picture
                : Resize.smooth(picture, Math.max(1, picture.width() / shrink), Math.max(1, picture.height() / shrink));
        double sx = (double) from.width() / picture.width();
        double sy = (double) from.height() / picture.height();
        float[] out = new float[n * n * 3];
        double[] rgb = new double[3];
        for (int i = 0; i < n * n; i++) {
            int row = i / n;
            double[] p = point((i % n + 0.5) / n, (row + 0.5) / n);
            sample(from, p[0] * sx - 0.5, p[1] * sy - 0.5, rgb);
            for (int c = 0; c < 3; c++) {
                out[3 * i + c] = (float) (low + (high - low) * rgb[c] / 255);
            }
        }
        return out;
    }

    private static void sample(Picture from, double x, double y, double[] rgb) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        java.util.Arrays.fill(rgb, 0);
        for (int corner = 0; corner < 4; corner++) {
            int px = left + corner % 2;
            int py = top + corner / 2;
            if (px >= 0 && py >= 0 && px < from.width() && py < from.height()) {
                double weight = (1 - Math.abs(x - px)) * (1 - Math.abs(y - py));
                int color = from.at(px, py);
                rgb[0] += weight * (color >> 16);
                rgb[1] += weight * (color >> 8 & 0xff);
                rgb[2] += weight * (color & 0xff);
            }
        }
    }
}
