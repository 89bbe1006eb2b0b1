package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.draw.layout.Point;
import java.util.List;

/** Draws an arrow along its curve: its head at the last point, and for a barrier a bar before it. */
final class SvgArrow {
    private static final double HEAD = 8;
    private static final double HALF = 4;
    private static final double BAR = 13;
    private static final double BAR_HALF = 6.5;

    private final Xml xml;

    SvgArrow(Xml xml) {
        this.xml = xml;
    }

    /** @param title what leads where; empty for none */
    void draw(Arrow.Look look, List<Point> curve, String title) {
        xml.open("g", "class", "edge " + look.css());
        if (!title.isEmpty()) {
            xml.text("title", title);
        }
        Point end = curve.get(curve.size() - 1);
        Point before = curve.get(curve.size() - 2);
        boolean right = Math.abs(end.x() - before.x()) >= Math.abs(end.y() - before.y());
        xml.empty("path", "class", "arrow way", "d", way(curve, right));
        if (look.isBarrier()) {
            Point bar = back(end, BAR, right);
            xml.empty("path", "class", "arrow", "d", line(aside(bar, -BAR_HALF, right), aside(bar, BAR_HALF, right)));
        }
        Point base = back(end, HEAD, right);
        xml.empty(
                "path",
                "class",
                "head",
                "d",
                line(aside(base, -HALF, right), end) + "L" + at(aside(base, HALF, right)) + "z");
        xml.close("g");
    }

    private static String way(List<Point> curve, boolean right) {
        StringBuilder way = new StringBuilder("M").append(at(curve.get(0)));
        for (int i = 1; i < curve.size(); i += 3) {
            Point end = curve.get(i + 2);
            Point to = i + 3 >= curve.size() ? back(end, HEAD - 1, right) : end;
            if (straight(curve.subList(i - 1, i + 3))) {
                way.append('L').append(at(to));
            } else {
                way.append('C').append(at(curve.get(i))).append(' ').append(at(curve.get(i + 1)));
                way.append(' ').append(at(to));
            }
        }
        return way.toString();
    }

    private static boolean straight(List<Point> leg) {
        return leg.stream().allMatch(p -> Math.abs(p.x() - leg.get(0).x()) < 0.05)
                || leg.stream().allMatch(p -> Math.abs(p.y() - leg.get(0).y()) < 0.05);
    }

    private static String line(Point from, Point to) {
        return "M" + at(from) + "L" + at(to);
    }

    private static Point back(Point p, double by, boolean right) {
        return right ? new Point(p.x() - by, p.y()) : new Point(p.x(), p.y() - by);
    }

    private static Point aside(Point p, double by, boolean right) {
        return right ? new Point(p.x(), p.y() + by) : new Point(p.x() + by, p.y());
    }

    private static String at(Point p) {
        return Xml.number(p.x()) + " " + Xml.number(p.y());
    }
}
