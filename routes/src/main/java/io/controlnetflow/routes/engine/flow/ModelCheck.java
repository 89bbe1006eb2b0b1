package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.core.wire.Inputs;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the nodes of a flow ask of models other than the ControlNet one, against what those take, before anything of the flow is paid
 * for; also in flows that it calls. Thread-safe.
 */
public final class ModelCheck {
    private static final String BODY = "body";
    private static final String DAG = "dag:";

    private final Function<String, Optional<ModelInputs>> takes;
    private final Function<String, Optional<Flow>> flows;

    /**
     * @param takes what a model takes, by its id; empty when nobody can say
     * @param flows those that can be called, by name
     */
    public ModelCheck(Function<String, Optional<ModelInputs>> takes, Function<String, Optional<Flow>> flows) {
        this.takes = takes;
        this.flows = flows;
    }

    /** @param inputs of the run, without defaults */
    List<Problem> problems(Flow flow, Plan plan, ObjectNode inputs) {
        Set<Problem> found = new LinkedHashSet<>();
        Map<String, JsonNode> filled = flow.spec().filled(inputs);
        Set<Asking> seen = new HashSet<>();
        Set<String> names = flow.inputs().keySet();
        for (Plan.Cell cell : plan.cells()) {
            flow.node(cell.id().node())
                    .filter(ModelCheck::asks)
                    .ifPresent(node -> node(node, Asking.of(node, filled, names, cell.point()), seen, found));
        }
        for (Plan.Later later : plan.later()) {
            flow.node(later.node())
                    .filter(ModelCheck::asks)
                    .ifPresent(node -> node(node, Asking.of(node, filled, names, Map.of()), seen, found));
        }
        called(flow, new HashSet<>(Set.of(flow.name())), found);
        return List.copyOf(found);
    }

    /** Flows that are called get their inputs when their turn comes. */
    private void called(Flow flow, Set<String> known, Set<Problem> found) {
        for (Node node : flow.nodes()) {
            String uri = node.body() instanceof Body.Call call ? call.uri() : "";
            String name = uri.startsWith(DAG) ? uri.substring(DAG.length()).replaceFirst("\\?.*", "") : "";
            if (!name.isEmpty() && known.add(name)) {
                flows.apply(name).ifPresent(other -> {
                    Set<Problem> its = new LinkedHashSet<>();
                    other.nodes().stream()
                            .filter(ModelCheck::asks)
                            .forEach(one ->
                                    node(one, Asking.of(one, Map.of(), Set.of(), Map.of()), new HashSet<>(), its));
                    its.forEach(problem -> found.add(problem.under(DAG + name)));
                    called(other, known, found);
                });
            }
        }
    }

    private static boolean asks(Node node) {
        return node.isPaid() && node.body() instanceof Body.Call && !node.with().has(BODY);
    }

    private void node(Node node, Asking asking, Set<Asking> seen, Set<Problem> found) {
        if (asking.model().equals(GenerationRequest.MODEL) || !seen.add(asking)) {
            return;
        }
        takes.apply(asking.model()).ifPresent(model -> {
            ObjectNode known = model.read(apiWords(asking.known()));
            Map<String, String> open = new LinkedHashMap<>();
            PlanPrice.options(node).forEach(name -> open.put(name, "an option"));
            asking.open().forEach((name, written) -> open.put(Fields.snake(name), written));
            for (InvalidField wrong : model.problems(known, open)) {
                String said = String.valueOf(wrong.then("nothing is sent").getMessage());
                found.add(new Problem(
                        "nodes." + node.id() + ".with." + wrong.field(),
                        said.substring(wrong.field().length() + 2)));
            }
        });
    }

    /** Camel's spelling is taken too; a picture is an address once it is uploaded. */
    private static ObjectNode apiWords(ObjectNode known) {
        ObjectNode words = known.objectNode();
        known.properties().forEach(e -> words.set(Fields.snake(e.getKey()), e.getValue()));
        return Inputs.withSomeUrls(words);
    }
}
