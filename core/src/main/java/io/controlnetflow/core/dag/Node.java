package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One step of a flow.
 *
 * @param id letters, digits, {@code _} and {@code -}; unique in its flow
 * @param call a Camel URI, as in {@code control-map:canny}
 * @param with parameters; values may hold references
 * @param needs further nodes that come first, for order only
 */
public record Node(String id, String call, ObjectNode with, List<String> needs) {
    public Node {
        if (!id.matches("[A-Za-z_][\\w-]*")) {
            throw new InvalidFlow("nodes." + id + ": is no name; use letters, digits, _ and -, a letter first");
        }
        with = with.deepCopy();
        needs = List.copyOf(needs);
    }

    public Node(String id, String call, ObjectNode with) {
        this(id, call, with, List.of());
    }

    @Override
    public ObjectNode with() {
        return with.deepCopy();
    }

    /** References in the parameters, in reading order. */
    public List<Reference> references() {
        return Reference.in(with);
    }

    /** Every name that this node's parameters and {@code needs} mention. */
    Set<String> mentioned() {
        Set<String> names = new LinkedHashSet<>(needs);
        references().forEach(r -> names.add(r.name()));
        return names;
    }
}
