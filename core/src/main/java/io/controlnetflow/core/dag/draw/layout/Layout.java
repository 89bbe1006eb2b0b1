package io.controlnetflow.core.dag.draw.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything lies. The same graph always has the same layout.
 *
 * @param width of all, in pixels
 * @param height of all, in pixels
 * @param boxes one for each vertex; never smaller than it
 * @param curves one for each link: its first point, then three for each cubic Bézier curve
 */
public record Layout(double width, double height, List<Rect> boxes, List<List<Point>> curves) {
    public Layout {
        boxes = List.copyOf(boxes);
        curves = List.copyOf(curves);
    }

    /**
     * Lays out in layers: ranks by longest path, order in a rank by barycentre, places by least squares. To the right, boxes of one
     * rank are equally wide.
     */
    public static Layout of(Graph graph, Direction direction) {
        boolean right = direction == Direction.RIGHT;
        Layers layers = Layers.of(graph);
        Ordering.arrange(layers);
        Ports ports = new Ports(graph, layers);
        Frame frame = Frame.of(graph, layers, ports, right);
        double[] across = Positions.of(layers, frame);
        Lanes lanes = new Lanes(layers, frame, across);
        List<Rect> boxes = new ArrayList<>();
        for (int v = 0; v < graph.vertices().size(); v++) {
            double along = lanes.start(v);
            double side = across[v] - frame.across(v) / 2;
            boxes.add(
                    right
                            ? new Rect(along, side, frame.along(v), frame.across(v))
                            : new Rect(side, along, frame.across(v), frame.along(v)));
        }
        Curves curves = new Curves(layers, lanes, ports, across, right);
        List<List<Point>> ways = new ArrayList<>();
        for (int link = 0; link < graph.links().size(); link++) {
            ways.add(curves.of(link));
        }
        double wide = Positions.extent(layers, frame, across);
        return right ? new Layout(lanes.end(), wide, boxes, ways) : new Layout(wide, lanes.end(), boxes, ways);
    }
}
