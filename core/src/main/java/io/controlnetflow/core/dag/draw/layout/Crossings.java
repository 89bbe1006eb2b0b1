package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.List;

/** How often links cross between neighbouring layers. */
final class Crossings {
    private Crossings() {}

    /** @param at place of each point in its layer */
    static long count(Layers layers, int[] at) {
        long crossings = 0;
        for (int r = 0; r + 1 < layers.count(); r++) {
            List<Integer> ends = new ArrayList<>();
            for (int point : layers.layer(r)) {
                layers.below(point).stream().map(p -> at[p]).sorted().forEach(ends::add);
            }
            crossings += inversions(ends, layers.layer(r + 1).size());
        }
        return crossings;
    }

    /** Pairs in the wrong order, counted with sums over a binary tree (Fenwick). */
    private static long inversions(List<Integer> ends, int size) {
        int[] tree = new int[size + 1];
        long inversions = 0;
        for (int i = 0; i < ends.size(); i++) {
            int end = ends.get(i);
            int before = 0;
            for (int k = end + 1; k > 0; k -= k & -k) {
                before += tree[k];
            }
            inversions += i - before;
            for (int k = end + 1; k <= size; k += k & -k) {
                tree[k]++;
            }
        }
        return inversions;
    }
}
