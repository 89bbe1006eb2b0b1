package io.controlnetflow.routes.app.lint.flow;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.routes.app.lint.camel.Defined;
import io.controlnetflow.routes.app.lint.camel.Knowledge;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All flows of a folder, in whatever form they are written. Used once. */
public final class FlowSet {
    private record Call(Document document, Endpoint endpoint) {}

    private final Knowledge knowledge;
    private final RouteFlows routes;
    private final KnownModels models;
    private final List<FlowText> flows = new ArrayList<>();
    private final Inboxes inboxes;
    private final List<Call> calls = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();

    public FlowSet(Knowledge knowledge, Defined defined, KnownModels models) {
        this.knowledge = knowledge;
        this.models = models;
        this.routes = new RouteFlows(knowledge, defined);
        this.inboxes = new Inboxes(defined);
    }

    /** A {@code *.dag.yaml}. */
    public void add(Document document, Flow flow) {
        flows.add(DagFile.text(document, flow));
        inboxes.triggers(document, flow);
    }

    /** Camel YAML, whose routes may be bodies of nodes; says what is wrong with their words. */
    public List<Finding> add(Document document) {
        return routes.add(document);
    }

    /** An endpoint of any file. */
    public void add(Document document, Endpoint endpoint) {
        calls.add(new Call(document, endpoint));
    }

    /**
     * What is wrong with the flows, and between them.
     *
     * @param complete whether every file was read; a flow that is missing could be in one that was not
     * @param beside names of flows whose files are there, but are not run
     */
    public List<Finding> found(boolean complete, Collection<String> beside) {
        flows.addAll(routes.flows(found));
        twice();
        flows.forEach(flow -> flow.nodes().forEach(node -> found.addAll(parameters(flow, node))));
        flows.forEach(flow -> found.addAll(Expressions.check(knowledge, flow)));
        Calls between = new Calls(flows, beside);
        if (complete) {
            calls.forEach(call -> between.endpoint(call.document(), call.endpoint()));
        }
        Map<String, FlowText> byName = new LinkedHashMap<>();
        flows.forEach(flow -> byName.putIfAbsent(flow.name(), flow));
        calls.forEach(call -> inboxes.endpoint(
                call.document(), call.endpoint(), knowledge.options(call.endpoint()), byName, complete));
        found.addAll(inboxes.found());
        flows.forEach(between::inputs);
        between.circles();
        found.addAll(between.found());
        return found;
    }

    private List<Finding> parameters(FlowText flow, NodeText node) {
        String uri = node.node().call();
        Endpoint endpoint = knowledge.endpoint(uri);
        return uri.isEmpty() || endpoint.scheme().isEmpty()
                ? List.of()
                : Parameters.check(
                        flow.spec(), node, endpoint.scheme(), endpoint.path(), knowledge.options(endpoint), models);
    }

    private void twice() {
        Map<String, FlowText> first = new LinkedHashMap<>();
        for (FlowText flow : flows) {
            FlowText other = first.putIfAbsent(flow.name(), flow);
            if (other != null) {
                found.add(flow.document()
                        .finding(
                                flow.place(),
                                "dag: " + flow.name() + " is in "
                                        + other.document().file().getFileName() + " already; give one another name"));
            }
        }
    }
}
