package io.controlnetflow.core.dag.plan;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node at one point of its matrix. As text it is what a person types and what the ledger's rows are named by; different cells
 * have different texts.
 *
 * @param node the node's id
 * @param coordinates name to value as text, sorted by name; empty for a node without matrix
 */
public record CellId(String node, SortedMap<String, String> coordinates) {
    public CellId {
        coordinates = Collections.unmodifiableSortedMap(new TreeMap<>(coordinates));
    }

    public static CellId of(String node) {
        return new CellId(node, new TreeMap<>());
    }

    /**
     * {@code gen} or {@code gen[control=canny,seed=11]}. In a value {@code ,}, {@code ]} and {@code %} stand as {@code %2C}, {@code %5D}
     * and {@code %25}, as in an address; everything else stands as it is. Ids of runs that are kept depend on it.
     */
    @Override
    public String toString() {
        return coordinates.isEmpty()
                ? node
                : node + "["
                        + String.join(
                                ",",
                                coordinates.entrySet().stream()
                                        .map(e -> e.getKey() + "=" + escaped(e.getValue()))
                                        .toList())
                        + "]";
    }

    /** What would end a value is written as in an address. */
    private static String escaped(String value) {
        return value.replace("%", "%25").replace(",", "%2C").replace("]", "%5D");
    }

    /** The coordinates' values for a file name, as in {@code gen-canny-11}; only the node without coordinates. */
    public String fileStem() {
        StringBuilder stem = new StringBuilder(node);
        for (Map.Entry<String, String> e : coordinates.entrySet()) {
            stem.append('-').append(e.getValue().replaceAll("[^A-Za-z0-9._]+", "_"));
        }
        return stem.toString();
    }
}
