package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.text.FlowSpecBean;
import io.controlnetflow.core.dag.text.FlowSpecText;
import io.controlnetflow.core.dag.text.NodeWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A flow as plain Camel YAML: a bean of what is said of the flow as a whole, a route for each node, and one for each trigger. The same
 * flow gives the same text. Pure functions: safe for use by many threads.
 */
public final class CamelYaml {
    private CamelYaml() {}

    /**
     * The whole file. Names of files in it stay as they are: relative to where the flow's own file is.
     *
     * @throws InvalidFlow for a node whose body is not written down
     */
    public static String of(Flow flow) {
        StringBuilder text = new StringBuilder("# The flow " + flow.name() + ", version " + flow.version()
                + ", as plain Camel routes: the body of each node is a route from dag:" + flow.name() + "/NODE.\n");
        text.append(YamlWriter.blocks(List.of(Map.of("beans", List.of(bean(flow.spec()))))));
        Set<String> names = Variables.names(flow);
        for (Node node : flow.nodes()) {
            text.append('\n').append(route(flow, node, names));
        }
        TriggerRoutes.of(flow.spec()).forEach(route -> text.append('\n').append(YamlWriter.blocks(List.of(route))));
        return text.toString();
    }

    /** The route of one node. */
    static String route(Flow flow, Node node) {
        return route(flow, node, Variables.names(flow));
    }

    /** The node's endpoint with its options, as Camel takes it in one line. */
    static String uri(Flow flow, Node node) {
        StringJoiner options =
                new StringJoiner("&", endpoint(flow, node) + "?", "").setEmptyValue(endpoint(flow, node));
        NodeWords.options(node).forEach((name, value) -> options.add(name + "=" + UriValue.of(value)));
        return options.toString();
    }

    private static String route(Flow flow, Node node, Set<String> names) {
        return YamlWriter.blocks(List.of(Map.of("route", words(flow, node, names))));
    }

    private static String endpoint(Flow flow, Node node) {
        return "dag:" + flow.name() + "/" + node.id();
    }

    private static Map<String, Object> bean(FlowSpec spec) {
        Map<String, Object> bean = new LinkedHashMap<>();
        bean.put("name", spec.name());
        bean.put("type", FlowSpec.class.getName());
        bean.put("builderClass", FlowSpecBean.class.getName());
        bean.put("properties", Map.of("words", YamlWriter.lines(FlowSpecText.words(spec))));
        return bean;
    }

    private static Map<String, Object> words(Flow flow, Node node, Set<String> names) {
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", endpoint(flow, node));
        Map<String, Object> options = new LinkedHashMap<>();
        NodeWords.options(node).forEach((name, value) -> options.put(name, UriValue.of(value)));
        if (!options.isEmpty()) {
            from.put("parameters", options);
        }
        from.put("steps", steps(node, names));
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", routeId(flow, node));
        route.put("from", from);
        return route;
    }

    static String routeId(Flow flow, Node node) {
        return flow.name() + "." + node.id();
    }

    private static Object steps(Node node, Set<String> names) {
        Body body = node.body();
        if (body instanceof Body.Steps steps) {
            return YamlWriter.plain(Variables.simple(steps.steps(), names));
        }
        if (body instanceof Body.Call call) {
            String uri = Variables.simple(call.uri(), names);
            return List.of(Map.of(uri.equals(call.uri()) ? "to" : "toD", uri));
        }
        if (body instanceof Body.Approve) {
            return List.of(Map.of("to", NodeWords.APPROVE));
        }
        throw new InvalidFlow(
                "nodes." + node.id(),
                "has a body that is not written down; give it call, steps or approve to eject it");
    }
}
