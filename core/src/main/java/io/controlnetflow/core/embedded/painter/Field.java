package io.controlnetflow.core.embedded.painter;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A plane of numbers, one a pixel. Rows are worked on side by side, yet each number is computed from its inputs alone,
 * so the result does not depend on the threads.
 */
final class Field {
    final int width;
    final int height;
    final float[] values;

    Field(int width, int height) {
        this(width, height, new float[width * height]);
    }

    private Field(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** The value of one pixel. */
    interface At {
        float value(int x, int y, int index);
    }

    static Field of(int width, int height, At at) {
        Field f = new Field(width, height);
        f.eachRow(y -> {
            for (int x = 0, i = y * width; x < width; x++, i++) {
                f.values[i] = at.value(x, y, i);
            }
        });
        return f;
    }

    /** A field of the same size. */
    Field map(At at) {
        return of(width, height, at);
    }

    void eachRow(IntConsumer row) {
        IntStream.range(0, height).parallel().forEach(row);
    }

    /** The shorter side: the measure of everything that should look the same at every size. */
    int shortSide() {
        return Math.min(width, height);
    }

    float at(int x, int y) {
        return values[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))];
    }

    /** Between pixels, bilinear; outside, the border's value. */
    float sample(float x, float y) {
        float u = Math.max(0, Math.min(width - 1, x));
        float v = Math.max(0, Math.min(height - 1, y));
        int xi = Math.min((int) u, Math.max(0, width - 2));
        int yi = Math.min((int) v, Math.max(0, height - 2));
        float fx = u - xi;
        float fy = v - yi;
        int i = yi * width + xi;
        int right = width > 1 ? 1 : 0;
        int down = height > 1 ? width : 0;
        float top = values[i] + (values[i + right] - values[i]) * fx;
        float bottom = values[i + down] + (values[i + down + right] - values[i + down]) * fx;
        return top + (bottom - top) * fy;
    }

    float min() {
        float m = Float.MAX_VALUE;
        for (float v : values) {
            m = Math.min(m, v);
        }
        return m;
    }

    float max() {
        float m = -Float.MAX_VALUE;
        for (float v : values) {
            m = Math.max(m, v);
        }
        return m;
    }

    /** Close to a Gaussian blur of the given deviation in pixels: three box blurs, at any radius for the same price. */
    Field blur(double sigma) {
        if (sigma < 0.3) {
            return this;
        }
        double width3 = StrictMath.sqrt(4 * sigma * sigma + 1);
        double radius = Math.max(0.2, (width3 - 1) / 2);
        return box(radius).box(radius).box(radius);
    }

    /** Mean over a square; the radius may be a fraction of a pixel. */
    Field box(double radius) {
        return boxRows(radius).boxColumns(radius);
    }

    private Field boxRows(double radius) {
        int r = Math.min((int) radius, Math.max(0, width - 2));
        float edge = (float) Math.min(1, radius - (int) radius);
        float scale = 1 / (2 * r + 1 + 2 * edge);
        Field out = new Field(width, height);
        eachRow(y -> {
            int row = y * width;
            double sum = 0;
            for (int i = -r; i <= r; i++) {
                sum += at(i, y);
            }
            for (int x = 0; x < width; x++) {
                float before = values[row + Math.max(0, x - r - 1)];
                float after = values[row + Math.min(width - 1, x + r + 1)];
                out.values[row + x] = (float) (sum + edge * (before + after)) * scale;
                sum += after - values[row + Math.max(0, x - r)];
            }
        });
        return out;
    }

    private Field boxColumns(double radius) {
        int r = Math.min((int) radius, Math.max(0, height - 2));
        float edge = (float) Math.min(1, radius - (int) radius);
        float scale = 1 / (2 * r + 1 + 2 * edge);
        Field out = new Field(width, height);
        int strips = Math.max(1, width / 128);
        IntStream.range(0, strips).parallel().forEach(strip -> {
            int from = width * strip / strips;
            int to = width * (strip + 1) / strips;
            double[] sums = new double[to - from];
            for (int i = -r; i <= r; i++) {
                for (int x = from; x < to; x++) {
                    sums[x - from] += at(x, i);
                }
            }
            for (int y = 0; y < height; y++) {
                int before = Math.max(0, y - r - 1) * width;
                int after = Math.min(height - 1, y + r + 1) * width;
                int leaving = Math.max(0, y - r) * width;
                for (int x = from; x < to; x++) {
                    double sum = sums[x - from];
                    out.values[y * width + x] = (float) (sum + edge * (values[before + x] + values[after + x])) * scale;
                    sums[x - from] = sum + values[after + x] - values[leaving + x];
                }
            }
        });
        return out;
    }

    /** Slope to the right, a pixel (Sobel). */
    Field slopeX() {
        return map((x, y, i) -> (at(x + 1, y - 1)
                        - at(x - 1, y - 1)
                        + 2 * (at(x + 1, y) - at(x - 1, y))
                        + at(x + 1, y + 1)
                        - at(x - 1, y + 1))
                / 8);
    }

    /** Slope downwards, a pixel (Sobel). */
    Field slopeY() {
        return map((x, y, i) -> (at(x - 1, y + 1)
                        - at(x - 1, y - 1)
                        + 2 * (at(x, y + 1) - at(x, y - 1))
                        + at(x + 1, y + 1)
                        - at(x + 1, y - 1))
                / 8);
    }

    /**
     * Spreads values that are known in some places over all places, smoothly (push-pull over a pyramid).
     *
     * @param weight how well each value is known, 0 to 1
     */
    Field spread(Field weight) {
        if (width <= 2 || height <= 2) {
            double sum = 0;
            double total = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[i] * weight.values[i];
                total += weight.values[i];
            }
            float mean = total > 0 ? (float) (sum / total) : 0.5f;
            return map((x, y, i) -> mean + (values[i] - mean) * weight.values[i]);
        }
        int w = (width + 1) / 2;
        int h = (height + 1) / 2;
        Field coarse = new Field(w, h);
        Field known = new Field(w, h);
        coarse.eachRow(y -> {
            for (int x = 0; x < w; x++) {
                float sum = 0;
                float total = 0;
                for (int k = 0; k < 4; k++) {
                    int j = Math.min(height - 1, 2 * y + (k >> 1)) * width + Math.min(width - 1, 2 * x + (k & 1));
                    sum += weight.values[j] * values[j];
                    total += weight.values[j];
                }
                known.values[y * w + x] = Math.min(1, total);
                coarse.values[y * w + x] = total > 0 ? sum / total : 0;
            }
        });
        Field below = coarse.spread(known);
        return map((x, y, i) -> {
            float k = weight.values[i];
            float under = below.sample((x - 0.5f) / 2, (y - 0.5f) / 2);
            return under + (values[i] - under) * k;
        });
    }

    /** Fills the given size, cutting what stands over; averages when it shrinks. */
    Field cover(int toWidth, int toHeight) {
        float step = Math.min(width / (float) toWidth, height / (float) toHeight);
        float left = (width - toWidth * step) / 2;
        float top = (height - toHeight * step) / 2;
        Field source = step > 1.2f ? box((step - 1) / 2) : this;
        return of(
                toWidth,
                toHeight,
                (x, y, i) -> source.sample(left + (x + 0.5f) * step - 0.5f, top + (y + 0.5f) * step - 0.5f));
    }
}
