package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.List;

/** How links run: straight where boxes may lie beside them, bent between the layers. */
final class Curves {
    private final Layers layers;
    private final Lanes lanes;
    private final Ports ports;
    private final double[] across;
    private final boolean right;

    Curves(Layers layers, Lanes lanes, Ports ports, double[] across, boolean right) {
        this.layers = layers;
        this.lanes = lanes;
        this.ports = ports;
        this.across = across;
        this.right = right;
    }

    List<Point> of(int link) {
        List<Integer> way = layers.way(link);
        int from = way.get(0);
        int to = way.get(way.size() - 1);
        double side = across[from] + ports.leaving(link, across, lanes.side(from));
        double at = lanes.stop(from);
        List<Point> points = new ArrayList<>(List.of(point(at, side)));
        at = straight(points, at, lanes.end(layers.rank(from)), side);
        for (int i = 1; i < way.size(); i++) {
            int next = way.get(i);
            boolean last = i == way.size() - 1;
            double aside = last ? across[to] + ports.reaching(link, across, lanes.side(to)) : across[next];
            double begin = lanes.begin(layers.rank(next));
            double middle = (at + begin) / 2;
            points.add(point(middle, side));
            points.add(point(middle, aside));
            points.add(point(begin, aside));
            side = aside;
            at = straight(points, begin, last ? lanes.start(to) : lanes.end(layers.rank(next)), side);
        }
        return List.copyOf(points);
    }

    private double straight(List<Point> points, double from, double to, double side) {
        if (to > from) {
            points.add(point((2 * from + to) / 3, side));
            points.add(point((from + 2 * to) / 3, side));
            points.add(point(to, side));
        }
        return to;
    }

    private Point point(double along, double side) {
        return right ? new Point(along, side) : new Point(side, along);
    }
}
