package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A document and where its parts stand.
 *
 * @param root the document
 * @param places path to place, as in {@code nodes.gen.matrix.seed[2]}
 */
record Tree(ObjectNode root, Map<String, Place> places) {
    /**
     * @param line from 1
     * @param column from 1
     */
    record Place(int line, int column) {}

    static final Place START = new Place(1, 1);

    Tree {
        places = Map.copyOf(places);
    }

    /** The place of a path, or of the nearest part around it that is there. */
    Place place(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return START;
    }
}
