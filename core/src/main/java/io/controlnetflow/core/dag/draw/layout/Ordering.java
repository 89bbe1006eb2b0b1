package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order inside the layers: sweeps by barycentre, of which the one with the fewest crossings is kept; then swaps of neighbours. */
final class Ordering {
    private static final int SWEEPS = 16;
    private static final int SWAPS = 8;

    /** Points above which neighbours are no longer swapped one by one. */
    private static final int MANY = 2_000;

    private final Layers layers;
    private final int[] at;

    private Ordering(Layers layers) {
        this.layers = layers;
        this.at = new int[layers.points()];
    }

    static void arrange(Layers layers) {
        Ordering ordering = new Ordering(layers);
        ordering.sweep();
        if (layers.points() <= MANY) {
            ordering.swap();
        }
    }

    private void sweep() {
        for (int r = 0; r < layers.count(); r++) {
            number(layers.layer(r));
        }
        List<List<Integer>> best = copy();
        long fewest = Crossings.count(layers, at);
        for (int i = 0; i < SWEEPS && fewest > 0; i++) {
            for (int step = 1; step < layers.count(); step++) {
                boolean down = i % 2 == 0;
                sort(down ? step : layers.count() - 1 - step, down);
            }
            long crossings = Crossings.count(layers, at);
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int r = 0; r < layers.count(); r++) {
            layers.layer(r).clear();
            layers.layer(r).addAll(best.get(r));
            number(layers.layer(r));
        }
    }

    private List<List<Integer>> copy() {
        List<List<Integer>> copy = new ArrayList<>();
        for (int r = 0; r < layers.count(); r++) {
            copy.add(List.copyOf(layers.layer(r)));
        }
        return copy;
    }

    private void number(List<Integer> layer) {
        for (int i = 0; i < layer.size(); i++) {
            at[layer.get(i)] = i;
        }
    }

    private void sort(int r, boolean down) {
        List<Integer> layer = layers.layer(r);
        double[] centre = new double[layers.points()];
        for (int point : layer) {
            List<Integer> next = down ? layers.above(point) : layers.below(point);
            centre[point] = next.stream().mapToInt(p -> at[p]).average().orElse(at[point]);
        }
        layer.sort(Comparator.comparingDouble(point -> centre[point]));
        number(layer);
    }

    private void swap() {
        boolean better = true;
        for (int i = 0; i < SWAPS && better; i++) {
            better = false;
            for (int r = 0; r < layers.count(); r++) {
                List<Integer> layer = layers.layer(r);
                for (int j = 1; j < layer.size(); j++) {
                    int left = layer.get(j - 1);
                    int right = layer.get(j);
                    if (crossings(left, right) > crossings(right, left)) {
                        layer.set(j - 1, right);
                        layer.set(j, left);
                        at[right] = j - 1;
                        at[left] = j;
                        better = true;
                    }
                }
            }
        }
    }

    /** Crossings between the links of two neighbours, when the first lies before the second. */
    private int crossings(int first, int second) {
        return crossings(layers.above(first), layers.above(second))
                + crossings(layers.below(first), layers.below(second));
    }

    private int crossings(List<Integer> first, List<Integer> second) {
        int crossings = 0;
        for (int a : first) {
            for (int b : second) {
                crossings += at[a] > at[b] ? 1 : 0;
            }
        }
        return crossings;
    }
}
