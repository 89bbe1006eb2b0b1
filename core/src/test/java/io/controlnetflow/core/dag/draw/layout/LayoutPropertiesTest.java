package io.controlnetflow.core.dag.draw.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LayoutPropertiesTest {
    private static final double NEAR = 8;

    @Property(tries = 300)
    void boxesKeepApartAndInside(@ForAll long chance, @ForAll Direction direction) {
        Layout layout = Layout.of(graph(chance), direction);
        for (int i = 0; i < layout.boxes().size(); i++) {
            Rect one = layout.boxes().get(i);
            assertThat(one.x()).isGreaterThanOrEqualTo(-0.001);
            assertThat(one.y()).isGreaterThanOrEqualTo(-0.001);
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(layout.width() + 0.001);
            assertThat(one.y() + one.height()).isLessThanOrEqualTo(layout.height() + 0.001);
            for (int j = 0; j < i; j++) {
                Rect other = layout.boxes().get(j);
                boolean apart = one.x() + one.width() + NEAR <= other.x()
                        || other.x() + other.width() + NEAR <= one.x()
                        || one.y() + one.height() + NEAR <= other.y()
                        || other.y() + other.height() + NEAR <= one.y();
                assertThat(apart).as("%s and %s", one, other).isTrue();
            }
        }
    }

    @Property(tries = 300)
    void everyBoxIsAtLeastAsLargeAsAskedFor(@ForAll long chance, @ForAll Direction direction) {
        Graph graph = graph(chance);
        Layout layout = Layout.of(graph, direction);
        assertThat(layout.boxes()).hasSameSizeAs(graph.vertices());
        for (int i = 0; i < graph.vertices().size(); i++) {
            assertThat(layout.boxes().get(i).width())
                    .isGreaterThanOrEqualTo(graph.vertices().get(i).width());
            assertThat(layout.boxes().get(i).height())
                    .isGreaterThanOrEqualTo(graph.vertices().get(i).height());
        }
    }

    @Property(tries = 300)
    void everyLinkLeadsOnFromTheSideOfItsBoxToTheSideOfTheOther(@ForAll long chance, @ForAll Direction direction) {
        Graph graph = graph(chance);
        Layout layout = Layout.of(graph, direction);
        assertThat(layout.curves()).hasSameSizeAs(graph.links());
        boolean right = direction == Direction.RIGHT;
        for (int i = 0; i < graph.links().size(); i++) {
            Rect from = layout.boxes().get(graph.links().get(i).from());
            Rect to = layout.boxes().get(graph.links().get(i).to());
            List<Point> curve = layout.curves().get(i);
            onSide(curve.get(0), from, right, true);
            onSide(curve.get(curve.size() - 1), to, right, false);
            for (int p = 1; p < curve.size(); p++) {
                assertThat(along(curve.get(p), right)).isGreaterThanOrEqualTo(along(curve.get(p - 1), right) - 0.001);
            }
        }
    }

    @Property(tries = 300)
    void noLinkGoesThroughABox(@ForAll long chance, @ForAll Direction direction) {
        Layout layout = Layout.of(graph(chance), direction);
        for (List<Point> curve : layout.curves()) {
            for (Point p : samples(curve)) {
                for (Rect box : layout.boxes()) {
                    boolean inside = p.x() > box.x() + 0.01
                            && p.x() < box.x() + box.width() - 0.01
                            && p.y() > box.y() + 0.01
                            && p.y() < box.y() + box.height() - 0.01;
                    assertThat(inside).as("%s in %s", p, box).isFalse();
                }
            }
        }
    }

    @Property(tries = 300)
    void linksReachABoxAtPlacesOfTheirOwn(@ForAll long chance, @ForAll Direction direction) {
        Graph graph = graph(chance);
        Layout layout = Layout.of(graph, direction);
        for (int box = 0; box < graph.vertices().size(); box++) {
            List<Point> ends = new ArrayList<>();
            for (int i = 0; i < graph.links().size(); i++) {
                if (graph.links().get(i).to() == box) {
                    ends.add(layout.curves().get(i).get(layout.curves().get(i).size() - 1));
                }
            }
            assertThat(ends).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 100)
    void theSameGraphHasTheSameLayout(@ForAll long chance, @ForAll Direction direction) {
        assertThat(Layout.of(graph(chance), direction)).isEqualTo(Layout.of(graph(chance), direction));
    }

    private static void onSide(Point p, Rect box, boolean right, boolean leaving) {
        double side = right ? box.x() + (leaving ? box.width() : 0) : box.y() + (leaving ? box.height() : 0);
        assertThat(along(p, right)).isCloseTo(side, offset(0.001));
        double aside = right ? p.y() : p.x();
        double begin = right ? box.y() : box.x();
        assertThat(aside).isBetween(begin, begin + (right ? box.height() : box.width()));
    }

    private static double along(Point p, boolean right) {
        return right ? p.x() : p.y();
    }

    private static List<Point> samples(List<Point> curve) {
        List<Point> samples = new ArrayList<>();
        for (int i = 0; i + 3 < curve.size(); i += 3) {
            for (double t = 0; t <= 1; t += 0.05) {
                double u = 1 - t;
                double[] w = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
                double x = 0;
                double y = 0;
                for (int k = 0; k < 4; k++) {
                    x += w[k] * curve.get(i + k).x();
                    y += w[k] * curve.get(i + k).y();
                }
                samples.add(new Point(x, y));
            }
        }
        return samples;
    }

    /** Boxes of many sizes; links from earlier to later ones, some of them twice in different bundles. */
    private static Graph graph(long chance) {
        Random random = new Random(chance);
        int n = 1 + random.nextInt(20);
        List<Graph.Vertex> vertices = new ArrayList<>();
        List<Graph.Link> links = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            vertices.add(new Graph.Vertex(
                    20 + random.nextInt(200), 20 + random.nextInt(100), random.nextInt(2), random.nextInt(5) == 0));
            for (int u = 0; u < v; u++) {
                for (String bundle : List.of("a", "b")) {
                    if (random.nextInt(n) < 2) {
                        links.add(new Graph.Link(u, v, bundle));
                    }
                }
            }
        }
        return new Graph(vertices, links);
    }
}
