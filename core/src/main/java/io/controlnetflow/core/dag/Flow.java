package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline. Checked when it is made: every reference leads somewhere, no id is there twice, and nothing needs itself.
 *
 * @param spec what is said of the flow as a whole
 * @param nodes in the order written
 */
public record Flow(FlowSpec spec, List<Node> nodes) {
    /** @throws InvalidFlow with everything that is wrong; a cycle is shown with its path */
    public Flow {
        nodes = List.copyOf(nodes);
        List<Problem> problems = FlowCheck.problems(spec, nodes);
        if (!problems.isEmpty()) {
            throw new InvalidFlow(spec.name(), problems);
        }
    }

    public Flow(String name, int version, Map<String, Input> inputs, List<Node> nodes) {
        this(new FlowSpec(name, version, inputs), nodes);
    }

    public String name() {
        return spec.name();
    }

    public int version() {
        return spec.version();
    }

    public Map<String, Input> inputs() {
        return spec.inputs();
    }

    public Optional<Node> node(String id) {
        return nodes.stream().filter(n -> n.id().equals(id)).findFirst();
    }

    /** How a node's cells are run: what it says itself, and the flow's defaults for the rest. */
    public Rules rules(Node node) {
        return node.rules().over(spec.defaults());
    }

    /** What is connected with what, each edge once: inputs and nodes with the nodes behind them. */
    public List<Edge> edges() {
        return Edge.of(this);
    }

    /** The flow as it is kept with each run, in the words of the format. */
    public ObjectNode snapshot() {
        return Snapshot.of(this);
    }

    /**
     * Reads what {@link #snapshot()} wrote, or what a person wrote in the same words.
     *
     * @throws InvalidFlow with everything that is wrong
     */
    public static Flow ofSnapshot(JsonNode json) {
        return FlowParts.read(json);
    }
}
