package io.controlnetflow.core.dag.draw.layout;

import java.util.List;

/**
 * What is to be laid out; without cycles.
 *
 * @param vertices boxes; on equal terms, earlier ones lie first
 * @param links between them, by index
 */
public record Graph(List<Vertex> vertices, List<Link> links) {
    /**
     * A box.
     *
     * @param width in pixels
     * @param height in pixels
     * @param floor least rank it may have, from 0
     * @param last true when it is moved to the last rank, if no link leads on from it
     */
    public record Vertex(double width, double height, int floor, boolean last) {}

    /**
     * @param from index of a box
     * @param to index of another
     * @param bundle links of one box in the same bundle may run together at first
     */
    public record Link(int from, int to, String bundle) {}

    public Graph {
        vertices = List.copyOf(vertices);
        links = List.copyOf(links);
    }
}
