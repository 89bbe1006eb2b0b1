package io.controlnetflow.routes.app.lint.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flows that are called by name: whether they are there, get what they need, and do not call themselves. Pure functions. */
final class Calls {
    private static final String APPROVE = "approve";

    private final Map<String, FlowText> flows = new LinkedHashMap<>();
    private final Collection<String> beside;
    private final List<Finding> found = new ArrayList<>();

    /** @param beside names of flows whose files are there, but are not run */
    Calls(Collection<FlowText> flows, Collection<String> beside) {
        flows.forEach(flow -> this.flows.putIfAbsent(flow.name(), flow));
        this.beside = beside;
    }

    List<Finding> found() {
        return found;
    }

    /** An endpoint that starts runs of a flow. */
    void endpoint(Document document, Endpoint endpoint) {
        if (!endpoint.scheme().equals("dag") || endpoint.use() == Use.FROM) {
            return;
        }
        String name = endpoint.path();
        if (name.contains("{{") || name.contains("${") || name.equals(APPROVE)) {
            return;
        }
        if (name.contains("/")) {
            String flow = name.substring(0, name.indexOf('/'));
            found.add(document.finding(
                    endpoint.uri(), "dag:" + name + ": a single node cannot be started; write to: dag:" + flow));
        } else if (!flows.containsKey(name)) {
            found.add(document.finding(endpoint.uri(), "dag:" + name + ": is no flow here; " + unknown(name)));
        }
    }

    private String unknown(String name) {
        if (beside.contains(name)) {
            return "it lies beside this file; name the folder, so that both are run";
        }
        String hint = Suggestion.hint(name, flows.keySet());
        return hint.isEmpty() ? "known are " + (flows.isEmpty() ? "none" : String.join(", ", flows.keySet())) : hint;
    }

    /** What the nodes of a flow give to flows that they call. */
    void inputs(FlowText flow) {
        for (NodeText node : flow.nodes()) {
            Optional<FlowText> called = called(node).map(flows::get);
            ObjectNode with = node.node().with();
            if (called.isPresent() && !with.has("body")) {
                for (Problem problem : InputCheck.problems(called.get().spec(), with)) {
                    JsonNode value = with.get(problem.path());
                    boolean open = value != null
                            && value.isTextual()
                            && value.textValue().contains("${");
                    boolean input = called.get().spec().inputs().containsKey(problem.path());
                    if (!open || !input) {
                        found.add(node.finding("with." + problem.path(), problem.text()));
                    }
                }
            }
        }
    }

    private static Optional<String> called(NodeText node) {
        String uri = node.node().call();
        return uri.startsWith("dag:")
                ? Optional.of(uri.substring("dag:".length()).replaceFirst("\\?.*", ""))
                : Optional.empty();
    }

    /** Flows that start themselves by way of others; each circle once. */
    void circles() {
        Map<String, Map<String, NodeText>> edges = new HashMap<>();
        flows.values().forEach(flow -> flow.nodes().forEach(node -> targets(node)
                .forEach(target -> edges.computeIfAbsent(flow.name(), any -> new LinkedHashMap<>())
                        .putIfAbsent(target, node))));
        Set<String> clean = new LinkedHashSet<>();
        for (String start : flows.keySet()) {
            walk(start, new ArrayList<>(), edges, clean);
        }
    }

    private void walk(String flow, List<String> way, Map<String, Map<String, NodeText>> edges, Set<String> clean) {
        if (clean.contains(flow)) {
            return;
        }
        int again = way.indexOf(flow);
        if (again >= 0) {
            List<String> circle = new ArrayList<>(way.subList(again, way.size()));
            circle.add(flow);
            NodeText node =
                    edges.getOrDefault(way.get(way.size() - 1), Map.of()).get(flow);
            if (node != null) {
                found.add(node.finding(
                        "call",
                        "the flow " + flow + " starts itself: " + String.join(" -> ", circle)
                                + "; take one of these calls out"));
            }
            clean.addAll(circle);
            return;
        }
        way.add(flow);
        edges.getOrDefault(flow, Map.of()).keySet().forEach(next -> walk(next, way, edges, clean));
        way.remove(way.size() - 1);
        clean.add(flow);
    }

    private static Set<String> targets(NodeText node) {
        Set<String> found = new LinkedHashSet<>();
        called(node).ifPresent(found::add);
        if (node.node().body() instanceof io.controlnetflow.core.dag.Body.Steps steps) {
            texts(steps.steps(), found);
        }
        return found;
    }

    private static void texts(JsonNode value, Set<String> found) {
        if (value.isTextual() && value.textValue().startsWith("dag:")) {
            found.add(value.textValue().substring("dag:".length()).replaceFirst("\\?.*", ""));
        }
        value.forEach(inner -> texts(inner, found));
    }
}
