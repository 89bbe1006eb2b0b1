package io.controlnetflow.routes.app.lint.flow;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Schedule;
import io.controlnetflow.core.dag.Trigger;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.camel.RouteParts;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Expression;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A {@code *.dag.yaml} that the reader takes: what there is to look at in it besides. Pure functions. */
public final class DagFile {
    private final UnaryOperator<String> fill;
    private final Knowledge knowledge;
    private final Document document;
    private final Flow flow;
    private final Set<String> names;
    private final List<Finding> unknown = new ArrayList<>();
    private final List<Finding> wrong = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();

    private DagFile(Knowledge knowledge, Document document, Flow flow, UnaryOperator<String> fill) {
        this.fill = fill;
        this.knowledge = knowledge;
        this.document = document;
        this.flow = flow;
        this.names = Variables.names(flow);
    }

    /**
     * Endpoints and expressions of the flow.
     *
     * @param fill puts values in the place of placeholders, where they are known
     */
    public static RouteParts parts(Knowledge knowledge, Document document, Flow flow, UnaryOperator<String> fill) {
        DagFile file = new DagFile(knowledge, document, flow, fill);
        file.triggers();
        flow.nodes().forEach(file::node);
        return new RouteParts(file.unknown, file.wrong, file.endpoints, file.expressions);
    }

    /** The flow with the places of its words. */
    public static FlowText text(Document document, Flow flow) {
        List<NodeText> nodes = new ArrayList<>();
        for (Node node : flow.nodes()) {
            Nodes.at(document.root(), "nodes")
                    .flatMap(all -> Nodes.entry(all, node.id()))
                    .ifPresent(entry -> nodes.add(
                            new NodeText(document, node, "nodes." + node.id(), places(entry.key(), entry.value()))));
        }
        return new FlowText(
                document,
                Nodes.entry(document.root(), "dag")
                        .<org.yaml.snakeyaml.nodes.Node>map(Nodes.Entry::key)
                        .orElse(document.root()),
                flow.spec(),
                nodes);
    }

    /** Keys of maps and items of lists by path. */
    private static Map<String, org.yaml.snakeyaml.nodes.Node> places(
            org.yaml.snakeyaml.nodes.Node whole, org.yaml.snakeyaml.nodes.Node words) {
        Map<String, org.yaml.snakeyaml.nodes.Node> places = new LinkedHashMap<>();
        places.put("", whole);
        collect("", words, places);
        return places;
    }

    private static void collect(
            String path, org.yaml.snakeyaml.nodes.Node node, Map<String, org.yaml.snakeyaml.nodes.Node> places) {
        for (Nodes.Entry entry : Nodes.entries(node)) {
            String at = path.isEmpty() ? entry.name() : path + "." + entry.name();
            places.put(at, entry.key());
            collect(at, entry.value(), places);
        }
        List<org.yaml.snakeyaml.nodes.Node> items = Nodes.items(node);
        for (int i = 0; i < items.size(); i++) {
            places.put(path + "[" + i + "]", items.get(i));
            collect(path + "[" + i + "]", items.get(i), places);
        }
    }

    private void triggers() {
        List<org.yaml.snakeyaml.nodes.Node> written =
                Nodes.at(document.root(), "triggers").map(Nodes::items).orElse(List.of());
        for (int i = 0; i < written.size() && i < flow.spec().triggers().size(); i++) {
            String path = "triggers[" + i + "]";
            if (flow.spec().triggers().get(i) instanceof Trigger.Uri trigger) {
                Nodes.at(written.get(i), "uri").ifPresent(at -> uri(path, at, trigger));
            } else if (flow.spec().triggers().get(i) instanceof Trigger.Cron cron) {
                Nodes.at(written.get(i), "cron").ifPresent(at -> cron(path, at, cron));
            }
        }
    }

    private void uri(String path, org.yaml.snakeyaml.nodes.Node at, Trigger.Uri trigger) {
        org.yaml.snakeyaml.nodes.Node from = Nodes.at(at, "from").orElse(at);
        if (from instanceof ScalarNode uri) {
            endpoints.add(new Endpoint(Use.FROM, uri, uri.getValue(), null));
        }
        InputCheck.problems(flow.spec(), trigger.inputs()).stream()
                .filter(problem -> trigger.inputs().has(problem.path()))
                .forEach(problem -> wrong.add(document.finding(
                        Nodes.at(at, "inputs", problem.path()).orElse(at), path + ".uri.inputs." + problem)));
    }

    private void cron(String path, org.yaml.snakeyaml.nodes.Node at, Trigger.Cron cron) {
        timetable(fill.apply(cron.schedule()))
                .ifPresent(text -> wrong.add(
                        document.finding(Nodes.at(at, "schedule").orElse(at), path + ".cron.schedule: " + text)));
    }

    /** What is open still is said where placeholders are. */
    private static Optional<String> timetable(String schedule) {
        if (schedule.contains("{{")) {
            return Optional.empty();
        }
        try {
            Schedule.quartz(Trigger.Cron.checked(schedule));
            return Timetable.wrong(schedule);
        } catch (InvalidFlow e) {
            return Optional.of(e.problems().get(0).text());
        }
    }

    private void node(Node node) {
        Nodes.at(document.root(), "nodes", node.id()).ifPresent(words -> {
            if (Nodes.at(words, "call").orElse(null) instanceof ScalarNode call) {
                boolean dynamic = !Variables.simple(call.getValue(), names).equals(call.getValue());
                endpoints.add(new Endpoint(dynamic ? Use.DYNAMIC : Use.TO, call, call.getValue(), null));
            }
            if (node.body() instanceof Body.Steps) {
                Nodes.at(words, "steps").ifPresent(this::steps);
            }
            if (Nodes.at(words, "when").orElse(null) instanceof ScalarNode when) {
                expressions.add(simple(new Expression(when, when.getValue(), true)));
            }
        });
    }

    private void steps(org.yaml.snakeyaml.nodes.Node steps) {
        RouteParts parts = knowledge.steps(document, steps);
        unknown.addAll(parts.unknown());
        wrong.addAll(parts.wrong());
        endpoints.addAll(parts.endpoints());
        parts.expressions().forEach(expression -> expressions.add(simple(expression)));
    }

    /** Our short references are variables to Camel. */
    private Expression simple(Expression written) {
        return new Expression(written.place(), Variables.simple(written.text(), names), written.predicate());
    }
}
