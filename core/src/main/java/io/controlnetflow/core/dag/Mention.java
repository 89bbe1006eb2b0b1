package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.dag.word.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A reference and where it is written.
 *
 * @param path of the word inside its node, as in {@code with.prompt}
 * @param use what it is for
 * @param reference what is referred to
 */
public record Mention(String path, Use use, Reference reference) {
    public enum Use {
        /** A value, or order: each cell, or all of them. */
        VALUE,
        /** A value of one point of the matrix: an edge of that point's cells only. */
        POINT,
        /** The list that makes the points; it must be known first. */
        LIST
    }

    /** Every reference of a node, in reading order. What is Camel's own, or no reference at all, is left out. */
    static List<Mention> of(Node node) {
        List<Mention> found = new ArrayList<>();
        Set<String> coordinates = Set.copyOf(node.matrix().names());
        texts(node, (path, value) -> {
            List<Reference> references =
                    Reader.of(path) == Reader.CELL ? Template.references(value, coordinates) : Reference.in(value);
            references.forEach(r -> found.add(new Mention(path, Use.VALUE, r)));
        });
        node.matrix().axes().forEach((name, source) -> {
            if (source instanceof Source.Listed listed) {
                for (int i = 0; i < listed.values().size(); i++) {
                    collect("matrix." + name + "[" + i + "]", listed.values().get(i), found);
                }
            }
            list("matrix." + name, source, found);
        });
        for (int i = 0; i < node.matrix().include().size(); i++) {
            String path = "matrix.include[" + i + "].";
            node.matrix().include().get(i).forEach((name, value) -> collect(path + name, value, found));
        }
        Source each = node.each();
        if (each != null) {
            list("each", each, found);
        }
        for (String need : node.needs()) {
            Reference.ofNeed(need).ifPresent(r -> found.add(new Mention("needs", Use.VALUE, r)));
        }
        return found;
    }

    private static void collect(String path, JsonNode value, List<Mention> found) {
        Reference.in(value).forEach(r -> found.add(new Mention(path, Use.POINT, r)));
    }

    private static void list(String path, Source source, List<Mention> found) {
        if (source instanceof Source.Referred referred) {
            found.add(new Mention(path, Use.LIST, referred.list()));
        }
    }

    /** What looks like a reference and is none, anywhere in a node. */
    static List<Problem> broken(Node node) {
        List<Problem> found = new ArrayList<>();
        texts(node, (path, value) -> Reference.broken(value, Reader.of(path)).forEach(p -> found.add(p.under(path))));
        node.matrix().axes().forEach((name, source) -> Reference.broken(source.json(), Reader.PLAN)
                .forEach(p -> found.add(p.under("matrix." + name))));
        for (int i = 0; i < node.matrix().include().size(); i++) {
            String path = "matrix.include[" + i + "].";
            node.matrix().include().get(i).forEach((name, value) -> Reference.broken(value, Reader.PLAN)
                    .forEach(p -> found.add(p.under(path + name))));
        }
        return found;
    }

    /** Values outside the matrix. */
    private static void texts(Node node, BiConsumer<String, JsonNode> use) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node.body() instanceof Body.Call call) {
            use.accept("call", json.textNode(call.uri()));
        } else if (node.body() instanceof Body.Steps steps) {
            use.accept("steps", steps.steps());
        } else if (node.body() instanceof Body.Approve approve && approve.show() != null) {
            use.accept("approve.show", json.textNode(approve.show()));
        }
        node.with().properties().forEach(e -> use.accept("with." + e.getKey(), e.getValue()));
        String when = node.rules().when();
        if (when != null) {
            use.accept("when", json.textNode(when));
        }
    }
}
