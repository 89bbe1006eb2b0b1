package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Which layer each box belongs to: one behind the longest way that leads to it. */
final class Ranks {
    private Ranks() {}

    /** @throws IllegalArgumentException when the links form a cycle */
    static int[] of(Graph graph) {
        int n = graph.vertices().size();
        List<List<Integer>> behind = new ArrayList<>();
        int[] open = new int[n];
        int[] rank = new int[n];
        for (int v = 0; v < n; v++) {
            behind.add(new ArrayList<>());
            rank[v] = graph.vertices().get(v).floor();
        }
        for (Graph.Link link : graph.links()) {
            behind.get(link.from()).add(link.to());
            open[link.to()]++;
        }
        Deque<Integer> free = new ArrayDeque<>();
        for (int v = 0; v < n; v++) {
            if (open[v] == 0) {
                free.add(v);
            }
        }
        int seen = 0;
        for (; !free.isEmpty(); seen++) {
            int v = free.remove();
            for (int w : behind.get(v)) {
                rank[w] = Math.max(rank[w], rank[v] + 1);
                if (--open[w] == 0) {
                    free.add(w);
                }
            }
        }
        if (seen < n) {
            throw new IllegalArgumentException("a cycle cannot be drawn in layers");
        }
        int last = Arrays.stream(rank).max().orElse(0);
        for (int v = 0; v < n; v++) {
            if (graph.vertices().get(v).last() && behind.get(v).isEmpty()) {
                rank[v] = last;
            }
        }
        return dense(rank);
    }

    /** Without empty layers. */
    private static int[] dense(int[] rank) {
        int[] used = Arrays.stream(rank).distinct().sorted().toArray();
        return Arrays.stream(rank).map(r -> Arrays.binarySearch(used, r)).toArray();
    }
}
