package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where links leave and reach the sides of boxes. Links that run together leave together. */
final class Ports {
    private static final double APART = 16;
    private static final double CLOSE = 10;

    private final Layers layers;
    private final List<Graph.Link> links;
    private final List<Set<Port>> leaving = new ArrayList<>();
    private final List<Set<Port>> reaching = new ArrayList<>();

    /** @param next the point that a link goes to, or comes from */
    private record Port(int next, String bundle) {}

    Ports(Graph graph, Layers layers) {
        this.layers = layers;
        this.links = graph.links();
        for (int v = 0; v < graph.vertices().size(); v++) {
            leaving.add(new LinkedHashSet<>());
            reaching.add(new LinkedHashSet<>());
        }
        for (int link = 0; link < links.size(); link++) {
            leaving.get(links.get(link).from()).add(first(link));
            reaching.get(links.get(link).to()).add(last(link));
        }
    }

    /** The least length of a box's side. */
    double need(int box) {
        return CLOSE * (1 + Math.max(leaving.get(box).size(), reaching.get(box).size()));
    }

    /** Distance from the middle of the side that the link leaves from. */
    double leaving(int link, double[] across, double side) {
        return place(leaving.get(links.get(link).from()), first(link), across, side);
    }

    /** Distance from the middle of the side that the link reaches. */
    double reaching(int link, double[] across, double side) {
        return place(reaching.get(links.get(link).to()), last(link), across, side);
    }

    private Port first(int link) {
        return new Port(layers.way(link).get(1), links.get(link).bundle());
    }

    private Port last(int link) {
        List<Integer> way = layers.way(link);
        return new Port(way.get(way.size() - 2), links.get(link).bundle());
    }

    private static double place(Set<Port> ports, Port port, double[] across, double side) {
        int before = 0;
        for (Port other : ports) {
            before += precedes(other, port, across) ? 1 : 0;
        }
        int gaps = ports.size() - 1;
        double apart = gaps == 0 ? 0 : Math.min(APART, (side - CLOSE) / (gaps + 1));
        return (before - gaps / 2.0) * apart;
    }

    private static boolean precedes(Port a, Port b, double[] across) {
        int order = Double.compare(across[a.next], across[b.next]);
        if (order == 0) {
            order = Integer.compare(a.next, b.next);
        }
        return order == 0 ? a.bundle.compareTo(b.bundle) < 0 : order < 0;
    }
}
