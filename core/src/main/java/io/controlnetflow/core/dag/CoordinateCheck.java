package io.controlnetflow.core.dag;

import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which coordinates a node's cells have, its own and those of what it refers to cell by cell; and references to others. */
final class CoordinateCheck {
    private final Map<String, Set<String>> coordinates = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private CoordinateCheck() {}

    /** The nodes have no cycle. */
    static List<Problem> problems(List<Node> nodes) {
        CoordinateCheck check = new CoordinateCheck();
        Cycles.order(nodes).forEach(check::gather);
        nodes.forEach(check::node);
        return check.problems;
    }

    private void gather(Node node) {
        Set<String> own = new LinkedHashSet<>(node.matrix().names());
        if (node.each() != null) {
            own.add(Names.ITEM);
        }
        for (Mention mention : node.mentions()) {
            Set<String> above = coordinates.get(mention.reference().name());
            if (above != null && !mention.reference().all()) {
                own.addAll(above);
            }
        }
        if (node.isPaid() && node.with().has("num_images")) {
            own.add(Names.PICTURE);
        }
        coordinates.put(node.id(), own);
    }

    private void node(Node node) {
        Set<String> own = coordinates.getOrDefault(node.id(), Set.of());
        for (Mention mention : node.mentions()) {
            Reference r = mention.reference();
            String path = "nodes." + node.id() + "." + mention.path();
            if (r.name().equals(Names.ITEM) && !own.contains(Names.ITEM)) {
                problems.add(new Problem(
                        path, r + " has no value: neither this node nor one that it refers to cell by cell has each"));
            } else if (r.name().equals(Names.MATRIX)) {
                matrix(path, r, own);
            }
        }
    }

    private void matrix(String path, Reference r, Set<String> own) {
        if (r.path().isEmpty() || r.all()) {
            problems.add(new Problem(path, r + " names no value; write ${matrix.NAME}"));
        } else if (!own.contains(r.path().get(0))) {
            String hint = Suggestion.hint(r.path().get(0), own);
            problems.add(new Problem(
                    path,
                    r + " names no coordinate of this node"
                            + (own.isEmpty()
                                    ? ", which has none; give it a matrix"
                                    : hint.isEmpty() ? "; known are " + String.join(", ", own) : "; " + hint)));
        }
    }
}
