package io.controlnetflow.core.dag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.word.Problem;
import java.util.List;

/** What is said of a flow as a whole, as YAML: a {@code *.dag.yaml} without its nodes. Pure functions. */
public final class FlowSpecText {
    private FlowSpecText() {}

    /**
     * What {@link #of} reads: a small tree of maps, lists and plain values for a YAML writer, with property placeholders in the form
     * that Camel leaves alone in beans.
     */
    public static JsonNode words(FlowSpec spec) {
        ObjectNode words = spec.words();
        for (JsonNode input : words.path("inputs")) {
            if (!input.path("required").asBoolean()) {
                ((ObjectNode) input).remove("required");
            }
        }
        return Placeholders.simple(words);
    }

    /**
     * @param yaml holds {@code dag: NAME}; property placeholders in either form
     * @throws InvalidFlow with everything that is wrong, each with its line and column in the text
     */
    public static FlowSpec of(String yaml) {
        Tree tree;
        try {
            tree = TreeReader.read(yaml);
        } catch (Unreadable e) {
            throw new InvalidFlow(place(new Tree.Place(e.line(), e.column())), e.problem());
        }
        try {
            return FlowSpec.ofWords(Placeholders.written(tree.root()));
        } catch (InvalidFlow e) {
            JsonNode name = tree.root().path("dag");
            List<Problem> placed = e.problems().stream()
                    .map(p -> new Problem(place(tree.place(p.path())), p.toString()))
                    .toList();
            throw new InvalidFlow(name.asText(), placed);
        }
    }

    private static String place(Tree.Place place) {
        return "line " + place.line() + ", column " + place.column();
    }
}
