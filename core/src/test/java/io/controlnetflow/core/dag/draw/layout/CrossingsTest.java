package io.controlnetflow.core.dag.draw.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CrossingsTest {
    @Property(tries = 100)
    void countedQuicklyIsCountedPairByPair(@ForAll long chance) {
        Random random = new Random(chance);
        List<Graph.Vertex> vertices = Collections.nCopies(12, new Graph.Vertex(10, 10, 0, false));
        List<Graph.Link> links = new ArrayList<>();
        for (int from = 0; from < 6; from++) {
            for (int to = 6; to < 12; to++) {
                if (random.nextBoolean()) {
                    links.add(new Graph.Link(from, to, ""));
                }
            }
        }
        long pairs = 0;
        for (Graph.Link a : links) {
            for (Graph.Link b : links) {
                pairs += a.from() < b.from() && a.to() > b.to() ? 1 : 0;
            }
        }
        Layers layers = Layers.of(new Graph(vertices, links));
        int[] at = new int[layers.points()];
        for (int r = 0; r < layers.count(); r++) {
            for (int i = 0; i < layers.layer(r).size(); i++) {
                at[layers.layer(r).get(i)] = i;
            }
        }
        // a box that no link leads to lies in the first layer, which moves nothing before or behind another
        assertThat(Crossings.count(layers, at)).isEqualTo(pairs);
    }

    @Test
    void orderTakesOutACrossingThatNeedNotBe() {
        List<Graph.Vertex> vertices = Collections.nCopies(4, new Graph.Vertex(10, 10, 0, false));
        Layers layers = Layers.of(new Graph(vertices, List.of(new Graph.Link(0, 3, ""), new Graph.Link(1, 2, ""))));
        Ordering.arrange(layers);
        assertThat(layers.layer(1).indexOf(3)).isEqualTo(layers.layer(0).indexOf(0));
    }
}
