package io.controlnetflow.core.image;

import io.controlnetflow.core.job.Fit;

/**
 * Resizing in plain arithmetic, the same on every machine: each output pixel is the mean of the area that it covers when
 * it shrinks, bilinear when it grows. Binary maps take the nearest pixel, so that they stay binary.
 */
public final class Resize {
    private Resize() {}

    /** To exactly this size, by the given fit; a binary picture stays binary. */
    public static Picture to(Picture in, int width, int height, Fit fit) {
        return fit == Fit.COVER ? cover(in, width, height) : contain(in, width, height);
    }

    /** Fills the size; cuts off evenly what stands over. */
    public static Picture cover(Picture in, int width, int height) {
        if (in.width() == width && in.height() == height) {
            return in;
        }
        double scale = Math.max((double) width / in.width(), (double) height / in.height());
        double w = width / scale;
        double h = height / scale;
        return sample(in, (in.width() - w) / 2, (in.height() - h) / 2, w, h, width, height);
    }

    /** Shows all of it, on black. */
    public static Picture contain(Picture in, int width, int height) {
        int[] inner = inner(in, width, height);
        return pad(stretch(in, inner[0], inner[1]), width, height);
    }

    /** To exactly this size, whatever the shape. */
    public static Picture stretch(Picture in, int width, int height) {
        return in.width() == width && in.height() == height
                ? in
                : sample(in, 0, 0, in.width(), in.height(), width, height);
    }

    /** As {@link #stretch}, but smooth for a binary picture too: for looking at, not for the model. */
    public static Picture smooth(Picture in, int width, int height) {
        return in.width() == width && in.height() == height
                ? in
                : mean(in, 0, 0, in.width(), in.height(), width, height);
    }

    /** A part of the picture, smooth: from {@code left} and {@code top}, {@code w} by {@code h} pixels, which need not be whole. */
    public static Picture part(Picture in, double left, double top, double w, double h, int width, int height) {
        return mean(in, left, top, w, h, width, height);
    }

    /** The largest size of the picture's shape inside the given one: width, height. */
    public static int[] inner(Picture in, int width, int height) {
        double scale = Math.min((double) width / in.width(), (double) height / in.height());
        return new int[] {
            Math.max(1, Math.min(width, (int) Math.round(in.width() * scale))),
            Math.max(1, Math.min(height, (int) Math.round(in.height() * scale)))
        };
    }

    /** In the middle of a black picture. */
    public static Picture pad(Picture in, int width, int height) {
        if (in.width() == width && in.height() == height) {
            return in;
        }
        int[] out = new int[width * height];
        int left = (width - in.width()) / 2;
        int top = (height - in.height()) / 2;
        for (int y = 0; y < in.height(); y++) {
            System.arraycopy(in.rgb(), y * in.width(), out, (top + y) * width + left, in.width());
        }
        return new Picture(width, height, out);
    }

    private static Picture sample(Picture in, double left, double top, double w, double h, int width, int height) {
        return in.isBinary() ? nearest(in, left, top, w, h, width, height) : mean(in, left, top, w, h, width, height);
    }

    private static Picture mean(Picture in, double left, double top, double w, double h, int width, int height) {
        Taps columns = Taps.of(left, w, width, in.width());
        Taps rows = Taps.of(top, h, height, in.height());
        int[] out = new int[width * height];
        float[] line = new float[width * 3];
        for (int y = 0; y < height; y++) {
            java.util.Arrays.fill(line, 0);
            for (int t = 0; t < rows.count(y); t++) {
                float weight = rows.weight(y, t);
                int from = (rows.first(y) + t) * in.width();
                for (int x = 0; x < width; x++) {
                    add(in.rgb(), from, columns, x, weight, line);
                }
            }
            for (int x = 0; x < width; x++) {
                out[y * width + x] = round(line[3 * x]) << 16 | round(line[3 * x + 1]) << 8 | round(line[3 * x + 2]);
            }
        }
        return new Picture(width, height, out);
    }

    /** One channel, as {@link #stretch}. */
    static float[] mean(float[] in, int fromWidth, int fromHeight, int width, int height) {
        Taps columns = Taps.of(0, fromWidth, width, fromWidth);
        Taps rows = Taps.of(0, fromHeight, height, fromHeight);
        float[] out = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int t = 0; t < rows.count(y); t++) {
                int from = (rows.first(y) + t) * fromWidth;
                for (int x = 0; x < width; x++) {
                    float sum = 0;
                    for (int c = 0; c < columns.count(x); c++) {
                        sum += columns.weight(x, c) * in[from + columns.first(x) + c];
                    }
                    out[y * width + x] += rows.weight(y, t) * sum;
                }
            }
        }
        return out;
    }

    private static void add(int[] rgb, int from, Taps columns, int x, float weight, float[] line) {
        int first = from + columns.first(x);
        for (int t = 0; t < columns.count(x); t++) {
            float k = weight * columns.weight(x, t);
            int p = rgb[first + t];
            line[3 * x] += k * (p >> 16 & 0xff);
            line[3 * x + 1] += k * (p >> 8 & 0xff);
            line[3 * x + 2] += k * (p & 0xff);
        }
    }

    private static Picture nearest(Picture in, double left, double top, double w, double h, int width, int height) {
        int[] out = new int[width * height];
        for (int y = 0; y < height; y++) {
            int sy = clamp((int) Math.floor(top + (y + 0.5) * h / height), in.height());
            for (int x = 0; x < width; x++) {
                int sx = clamp((int) Math.floor(left + (x + 0.5) * w / width), in.width());
                out[y * width + x] = in.at(sx, sy);
            }
        }
        return new Picture(width, height, out);
    }

    private static int clamp(int at, int count) {
        return Math.max(0, Math.min(count - 1, at));
    }

    private static int round(float v) {
        return Math.max(0, Math.min(255, (int) (v + 0.5f)));
    }
}
