package io.controlnetflow.core.image;

import java.util.stream.IntStream;

/**
 * One channel of floats, mostly 0 to 1, with the few filters that maps need. Borders are repeated. Rows run in parallel;
 * the result does not depend on it, nor on the machine.
 */
public final class Plane {
    private final int width;
    private final int height;
    private final float[] values;

    /**
     * @param values handed over, not copied
     */
    public Plane(int width, int height, float[] values) {
        if ((long) width * height != values.length) {
            throw new IllegalArgumentException(width + "x" + height + " is not " + values.length + " values");
        }
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** Luminance as OpenCV's gray conversion rounds it, 0 to 1. */
    public static Plane luminance(Picture picture) {
        byte[] gray = Gray.of(picture);
        float[] v = new float[gray.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (gray[i] & 0xff) / 255f;
        }
        return new Plane(picture.width(), picture.height(), v);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The values themselves, row by row. */
    public float[] values() {
        return values;
    }

    public float mean() {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return (float) (sum / values.length);
    }

    /** Gaussian blur. */
    public Plane blur(double sigma) {
        float[] kernel = gaussian(sigma);
        return rows(kernel).columns(kernel);
    }

    /** Mean over a square of {@code 2 * radius + 1}. */
    public Plane box(int radius) {
        return boxRows(radius).transposed().boxRows(radius).transposed();
    }

    /** Length of the Sobel gradient; 1 is a step from black to white. */
    public Plane gradient() {
        float[] out = new float[values.length];
        IntStream.range(0, height).parallel().forEach(y -> {
            int up = Math.max(0, y - 1) * width;
            int mid = y * width;
            int down = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) {
                int l = Math.max(0, x - 1);
                int r = Math.min(width - 1, x + 1);
                float gx = values[up + r]
                        - values[up + l]
                        + 2 * (values[mid + r] - values[mid + l])
                        + values[down + r]
                        - values[down + l];
                float gy = values[down + l]
                        - values[up + l]
                        + 2 * (values[down + x] - values[up + x])
                        + values[down + r]
                        - values[up + r];
                out[mid + x] = (float) Math.sqrt(gx * gx + gy * gy) / 4;
            }
        });
        return new Plane(width, height, out);
    }

    /** To this size: area means when it shrinks, bilinear when it grows. */
    public Plane resized(int toWidth, int toHeight) {
        return toWidth == width && toHeight == height
                ? this
                : new Plane(toWidth, toHeight, Resize.mean(values, width, height, toWidth, toHeight));
    }

    /** As gray pixels; values outside 0 to 1 are cut. */
    public Picture picture() {
        int[] rgb = new int[values.length];
        for (int i = 0; i < rgb.length; i++) {
            int v = Math.max(0, Math.min(255, Math.round(values[i] * 255)));
            rgb[i] = v * 0x010101;
        }
        return new Picture(width, height, rgb);
    }

    private Plane rows(float[] kernel) {
        int radius = kernel.length / 2;
        float[] out = new float[values.length];
        IntStream.range(0, height).parallel().forEach(y -> {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int k = -radius; k <= radius; k++) {
                    sum += kernel[k + radius] * values[row + Math.max(0, Math.min(width - 1, x + k))];
                }
                out[row + x] = sum;
            }
        });
        return new Plane(width, height, out);
    }

    private Plane columns(float[] kernel) {
        int radius = kernel.length / 2;
        float[] out = new float[values.length];
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int k = -radius; k <= radius; k++) {
                int from = Math.max(0, Math.min(height - 1, y + k)) * width;
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += kernel[k + radius] * values[from + x];
                }
            }
        });
        return new Plane(width, height, out);
    }

    private Plane boxRows(int radius) {
        float[] out = new float[values.length];
        IntStream.range(0, height).parallel().forEach(y -> {
            int row = y * width;
            double sum = 0;
            for (int k = -radius; k <= radius; k++) {
                sum += values[row + Math.max(0, Math.min(width - 1, k))];
            }
            for (int x = 0; x < width; x++) {
                out[row + x] = (float) (sum / (2 * radius + 1));
                sum += values[row + Math.min(width - 1, x + radius + 1)] - values[row + Math.max(0, x - radius)];
            }
        });
        return new Plane(width, height, out);
    }

    private Plane transposed() {
        float[] out = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                out[x * height + y] = values[y * width + x];
            }
        }
        return new Plane(height, width, out);
    }

    private static float[] gaussian(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(sigma * 3));
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = StrictMath.exp(-k * k / (2 * sigma * sigma));
            sum += kernel[k + radius];
        }
        float[] out = new float[kernel.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (kernel[i] / sum);
        }
        return out;
    }
}
