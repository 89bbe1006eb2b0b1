package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes in their layers, and a lane in each layer that a link passes: points 0 to {@code boxes - 1} are the boxes, the others are
 * lanes. Only the order inside the layers changes.
 */
final class Layers {
    private final int boxes;
    private final List<Integer> rank = new ArrayList<>();
    private final List<List<Integer>> above = new ArrayList<>();
    private final List<List<Integer>> below = new ArrayList<>();
    private final List<List<Integer>> ways = new ArrayList<>();
    private final List<List<Integer>> order = new ArrayList<>();

    private Layers(int boxes) {
        this.boxes = boxes;
    }

    static Layers of(Graph graph) {
        Layers layers = new Layers(graph.vertices().size());
        for (int r : Ranks.of(graph)) {
            layers.point(r);
        }
        Map<List<Object>, Integer> lanes = new HashMap<>();
        for (Graph.Link link : graph.links()) {
            List<Integer> way = new ArrayList<>(List.of(link.from()));
            for (int r = layers.rank(link.from()) + 1; r < layers.rank(link.to()); r++) {
                int rank = r;
                way.add(lanes.computeIfAbsent(List.of(link.from(), link.bundle(), r), key -> layers.point(rank)));
            }
            way.add(link.to());
            layers.ways.add(List.copyOf(way));
            for (int i = 1; i < way.size(); i++) {
                layers.join(way.get(i - 1), way.get(i));
            }
        }
        return layers;
    }

    private int point(int r) {
        int point = rank.size();
        rank.add(r);
        above.add(new ArrayList<>());
        below.add(new ArrayList<>());
        while (order.size() <= r) {
            order.add(new ArrayList<>());
        }
        order.get(r).add(point);
        return point;
    }

    private void join(int from, int to) {
        if (!isLane(to) || above.get(to).isEmpty()) {
            below.get(from).add(to);
            above.get(to).add(from);
        }
    }

    int points() {
        return rank.size();
    }

    boolean isLane(int point) {
        return point >= boxes;
    }

    int rank(int point) {
        return rank.get(point);
    }

    int count() {
        return order.size();
    }

    /** The points of a layer, in order; may be sorted in place. */
    List<Integer> layer(int r) {
        return order.get(r);
    }

    List<Integer> above(int point) {
        return above.get(point);
    }

    List<Integer> below(int point) {
        return below.get(point);
    }

    /** The points that a link goes through, from box to box. */
    List<Integer> way(int link) {
        return ways.get(link);
    }

    int links() {
        return ways.size();
    }
}
