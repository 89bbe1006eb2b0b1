package io.controlnetflow.core.dag.draw.layout;

/** Least squares under the condition that no value is less than the one before it: neighbours in the wrong order are pooled. */
final class Isotonic {
    private Isotonic() {}

    /** @param weight each above zero */
    static double[] fit(double[] wanted, double[] weight) {
        int n = wanted.length;
        double[] mean = new double[n];
        double[] sum = new double[n];
        int[] size = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            mean[pools] = wanted[i];
            sum[pools] = weight[i];
            size[pools] = 1;
            pools++;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                pools--;
                double both = sum[pools - 1] + sum[pools];
                mean[pools - 1] = (mean[pools - 1] * sum[pools - 1] + mean[pools] * sum[pools]) / both;
                sum[pools - 1] = both;
                size[pools - 1] += size[pools];
            }
        }
        double[] fitted = new double[n];
        for (int pool = 0, i = 0; pool < pools; pool++) {
            for (int k = 0; k < size[pool]; k++) {
                fitted[i++] = mean[pool];
            }
        }
        return fitted;
    }
}
