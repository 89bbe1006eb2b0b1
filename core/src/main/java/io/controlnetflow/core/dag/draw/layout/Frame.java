package io.controlnetflow.core.dag.draw.layout;

import java.util.List;

/** Sizes of all points: along the way that links lead, and across it. */
final class Frame {
    private static final double LANE = 2;
    private static final double BETWEEN_BOXES_RIGHT = 22;
    private static final double BETWEEN_BOXES_DOWN = 30;
    private static final double BETWEEN_LANES = 14;

    private final double[] along;
    private final double[] across;
    private final boolean right;

    private Frame(double[] along, double[] across, boolean right) {
        this.along = along;
        this.across = across;
        this.right = right;
    }

    /** @param right whether links lead to the right */
    static Frame of(Graph graph, Layers layers, Ports ports, boolean right) {
        List<Graph.Vertex> vertices = graph.vertices();
        double[] along = new double[vertices.size()];
        double[] across = new double[layers.points()];
        double[] widest = new double[layers.count()];
        for (int v = 0; v < vertices.size(); v++) {
            Graph.Vertex vertex = vertices.get(v);
            along[v] = right ? vertex.width() : vertex.height();
            across[v] = Math.max(right ? vertex.height() : vertex.width(), ports.need(v));
            widest[layers.rank(v)] = Math.max(widest[layers.rank(v)], along[v]);
        }
        for (int v = 0; right && v < vertices.size(); v++) {
            along[v] = widest[layers.rank(v)];
        }
        for (int p = vertices.size(); p < layers.points(); p++) {
            across[p] = LANE;
        }
        return new Frame(along, across, right);
    }

    double along(int box) {
        return along[box];
    }

    double across(int point) {
        return across[point];
    }

    /** Least distance between the middles of two neighbours of a layer. */
    double apart(int first, int second) {
        boolean lane = first >= along.length || second >= along.length;
        double gap = lane ? BETWEEN_LANES : right ? BETWEEN_BOXES_RIGHT : BETWEEN_BOXES_DOWN;
        return (across[first] + across[second]) / 2 + gap;
    }
}
