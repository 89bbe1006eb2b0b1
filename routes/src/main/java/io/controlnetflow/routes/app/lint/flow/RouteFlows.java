package io.controlnetflow.routes.app.lint.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.text.FlowSpecText;
import io.controlnetflow.core.dag.text.NodeWords;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.routes.app.lint.camel.Defined;
import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flows whose nodes are routes {@code from: dag:FLOW/NODE} of Camel YAML, over all files. Not thread-safe. */
final class RouteFlows {
    private static final String SCHEME = "dag:";

    private record Spec(Document document, org.yaml.snakeyaml.nodes.Node place, FlowSpec spec) {}

    private final Knowledge knowledge;
    private final Defined defined;
    private final Map<String, Spec> specs = new LinkedHashMap<>();
    private final Map<String, List<NodeText>> nodes = new LinkedHashMap<>();
    private final java.util.Set<String> broken = new java.util.HashSet<>();

    RouteFlows(Knowledge knowledge, Defined defined) {
        this.knowledge = knowledge;
        this.defined = defined;
    }

    /** What is wrong with the words of each node and spec. */
    List<Finding> add(Document document) {
        List<Finding> found = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node entry : Nodes.items(document.root())) {
            Nodes.at(entry, "beans")
                    .ifPresent(beans -> Nodes.items(beans).forEach(bean -> bean(document, bean, found)));
            Nodes.at(entry, "from").ifPresent(from -> route(document, from, found));
            Nodes.at(entry, "route", "from").ifPresent(from -> route(document, from, found));
        }
        return found;
    }

    private void bean(Document document, org.yaml.snakeyaml.nodes.Node bean, List<Finding> found) {
        if (!Nodes.text(bean, "type").orElse("").equals(FlowSpec.class.getName())) {
            return;
        }
        String name = Nodes.text(bean, "name").orElse("");
        org.yaml.snakeyaml.nodes.Node words =
                Nodes.at(bean, "properties", "words").orElse(bean);
        try {
            FlowSpec spec = FlowSpecText.of(Nodes.plain(words));
            specs.put(name, new Spec(document, words, spec));
            if (!spec.name().equals(name)) {
                found.add(document.finding(
                        words,
                        "beans." + name + ": " + spec.name() + " is not the name of the bean; give both one name"));
            }
        } catch (InvalidFlow e) {
            broken.add(name);
            e.problems().forEach(p -> found.add(document.finding(words, "beans." + name + ".words: " + p)));
        }
    }

    private void route(Document document, org.yaml.snakeyaml.nodes.Node from, List<Finding> found) {
        String uri = Nodes.text(from, "uri").orElse("");
        String name = uri.replaceFirst("\\?.*", "");
        int slash = name.indexOf('/');
        if (!name.startsWith(SCHEME)) {
            return;
        }
        org.yaml.snakeyaml.nodes.Node place = Nodes.at(from, "uri").orElse(from);
        if (slash < 0) {
            found.add(document.finding(
                    place, name + ": names no node; write from: " + name + "/NODE for the body of a node"));
            return;
        }
        String flow = name.substring(SCHEME.length(), slash);
        String id = name.substring(slash + 1);
        Map<String, org.yaml.snakeyaml.nodes.Node> places = new LinkedHashMap<>();
        places.put("", place);
        Nodes.at(from, "parameters").ifPresent(all -> Nodes.entries(all).forEach(e -> places.put(e.name(), e.key())));
        Nodes.entry(from, "steps").ifPresent(e -> {
            places.put("steps", e.key());
            places.put(
                    "call",
                    Nodes.items(e.value()).isEmpty()
                            ? e.key()
                            : Nodes.items(e.value()).get(0));
        });
        try {
            Node node = NodeWords.node(id, knowledge.words(from, defined), body(from));
            nodes.computeIfAbsent(flow, any -> new ArrayList<>())
                    .add(new NodeText(document, node, "dag:" + flow + "/" + id, places));
        } catch (InvalidFlow e) {
            broken.add(flow);
            e.problems()
                    .forEach(p -> found.add(
                            document.finding(nearest(places, p.path()), "dag:" + flow + "/" + id + ": " + p)));
        }
    }

    private static org.yaml.snakeyaml.nodes.Node nearest(
            Map<String, org.yaml.snakeyaml.nodes.Node> places, String path) {
        String at = path;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return java.util.Objects.requireNonNull(places.get(at));
    }

    /** As far as a route can be written down; what it does in Java is nobody's business here. */
    private Body body(org.yaml.snakeyaml.nodes.Node from) {
        org.yaml.snakeyaml.nodes.Node steps = Nodes.at(from, "steps").orElse(from);
        if (!(Nodes.json(steps) instanceof ArrayNode list) || list.isEmpty()) {
            return new Body.Route();
        }
        Optional<org.yaml.snakeyaml.nodes.Node> to = Nodes.at(Nodes.items(steps).get(0), "to");
        return list.size() == 1 && to.isPresent() ? new Body.Call(knowledge.uri(to.get())) : new Body.Steps(list);
    }

    /** The flows; those whose nodes are all well written are checked as a whole. */
    List<FlowText> flows(List<Finding> found) {
        List<FlowText> flows = new ArrayList<>();
        nodes.forEach((name, its) -> {
            Optional<Spec> spec = Optional.ofNullable(specs.get(name));
            FlowSpec said = spec.map(Spec::spec).orElseGet(() -> FlowSpec.standard(name));
            NodeText first = its.get(0);
            flows.add(new FlowText(
                    spec.map(Spec::document).orElse(first.document()),
                    spec.map(Spec::place).orElseGet(() -> first.place("")),
                    said,
                    its));
            if (!broken.contains(name)) {
                fit(said, its, found);
            }
        });
        return flows;
    }

    private static void fit(FlowSpec spec, List<NodeText> its, List<Finding> found) {
        try {
            Variables.flow(spec, its.stream().map(NodeText::node).toList());
        } catch (InvalidFlow e) {
            e.problems().forEach(problem -> found.add(placed(problem, its)));
        }
    }

    /** Paths of a flow begin with {@code nodes.ID}; a node that is there twice is shown where it is the second time. */
    private static Finding placed(Problem problem, List<NodeText> its) {
        NodeText place = its.get(0);
        String path = "";
        for (NodeText one : its) {
            String node = "nodes." + one.node().id();
            if (problem.path().equals(node) || problem.path().startsWith(node + ".")) {
                place = one;
                path = problem.path()
                        .substring(Math.min(node.length() + 1, problem.path().length()));
            }
        }
        return place.finding(
                path, path.isEmpty() && !problem.path().startsWith("nodes.") ? problem.toString() : problem.text());
    }
}
