package io.controlnetflow.core.dag.draw.layout;

import java.util.List;

/** Places across: each point near to what it is linked with, as far as order and distances allow. */
final class Positions {
    private static final int ROUNDS = 60;
    private static final double STRAIGHT = 16;
    private static final double LEAD = 2;

    private final Layers layers;
    private final Frame frame;
    private final double[] across;

    private Positions(Layers layers, Frame frame) {
        this.layers = layers;
        this.frame = frame;
        this.across = new double[layers.points()];
    }

    /** The middle of each point; nothing lies below zero. */
    static double[] of(Layers layers, Frame frame) {
        Positions positions = new Positions(layers, frame);
        for (int r = 0; r < layers.count(); r++) {
            positions.stack(layers.layer(r));
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (int step = 0; step < layers.count(); step++) {
                positions.pull(layers.layer(i % 2 == 0 ? step : layers.count() - 1 - step));
            }
        }
        positions.toZero();
        return positions.across;
    }

    /** Where the last of them ends. */
    static double extent(Layers layers, Frame frame, double[] across) {
        double end = 0;
        for (int p = 0; p < layers.points(); p++) {
            end = Math.max(end, across[p] + frame.across(p) / 2);
        }
        return end;
    }

    private void stack(List<Integer> layer) {
        for (int i = 1; i < layer.size(); i++) {
            across[layer.get(i)] = across[layer.get(i - 1)] + frame.apart(layer.get(i - 1), layer.get(i));
        }
        double middle = layer.isEmpty() ? 0 : across[layer.get(layer.size() - 1)] / 2;
        layer.forEach(p -> across[p] -= middle);
    }

    private void pull(List<Integer> layer) {
        int n = layer.size();
        double[] offset = new double[n];
        double[] wanted = new double[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++) {
            int p = layer.get(i);
            offset[i] = i == 0 ? 0 : offset[i - 1] + frame.apart(layer.get(i - 1), p);
            double sum = 0;
            for (List<Integer> side : List.of(layers.above(p), layers.below(p))) {
                for (int q : side) {
                    double w = weight(p, q);
                    sum += w * across[q];
                    weight[i] += w;
                }
            }
            wanted[i] = (weight[i] == 0 ? across[p] : sum / weight[i]) - offset[i];
            weight[i] = weight[i] == 0 ? 0.01 : weight[i];
        }
        double[] placed = Isotonic.fit(wanted, weight);
        for (int i = 0; i < n; i++) {
            across[layer.get(i)] = placed[i] + offset[i];
        }
    }

    private double weight(int p, int q) {
        boolean one = layers.isLane(p);
        boolean other = layers.isLane(q);
        return one && other ? STRAIGHT : one || other ? LEAD : 1;
    }

    private void toZero() {
        double least = Double.MAX_VALUE;
        for (int p = 0; p < across.length; p++) {
            least = Math.min(least, across[p] - frame.across(p) / 2);
        }
        for (int p = 0; p < across.length; p++) {
            across[p] -= least;
        }
    }
}
