package io.controlnetflow.core.image;

/** For each output pixel along one side: which input pixels it takes, and how much of each. The weights of one sum to 1. */
final class Taps {
    private final int[] first;
    private final float[][] weights;

    private Taps(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** A triangle as wide as one output pixel (shrinking) or one input pixel (growing): area mean, or bilinear. */
    static Taps of(double start, double span, int count, int available) {
        double step = span / count;
        double reach = Math.max(1, step);
        int[] first = new int[count];
        float[][] weights = new float[count][];
        for (int i = 0; i < count; i++) {
            double center = start + (i + 0.5) * step - 0.5;
            int from = (int) Math.ceil(center - reach + 1e-9);
            int to = (int) Math.floor(center + reach - 1e-9);
            int low = Math.max(0, Math.min(available - 1, from));
            int high = Math.max(low, Math.min(available - 1, to));
            float[] w = new float[high - low + 1];
            double sum = 0;
            for (int k = from; k <= to; k++) {
                double part = Math.max(0, 1 - Math.abs(k - center) / reach);
                w[Math.max(low, Math.min(high, k)) - low] += (float) part;
                sum += part;
            }
            for (int k = 0; k < w.length; k++) {
                w[k] = sum > 0 ? (float) (w[k] / sum) : 1f / w.length;
            }
            first[i] = low;
            weights[i] = w;
        }
        return new Taps(first, weights);
    }

    int first(int i) {
        return first[i];
    }

    int count(int i) {
        return weights[i].length;
    }

    float weight(int i, int tap) {
        return weights[i][tap];
    }
}
