package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.text.FlowSpecBean;
import io.controlnetflow.core.dag.text.FlowSpecText;
import io.controlnetflow.core.dag.text.NodeWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A flow as plain Camel YAML: a bean of what is said of the flow as a whole, and a route for each node. The same flow gives the same
 * text. Pure functions: safe for use by many threads.
 */
public final class CamelYaml {
    private CamelYaml() {}

    /** The whole file. Names of files in it stay as they are: relative to where the flow's own file is. */
    public static String of(Flow flow) {
        StringBuilder text = new StringBuilder("# The flow " + flow.name() + ", version " + flow.version()
                + ", as plain Camel routes: the body of each node is a route from dag:" + flow.name() + "/NODE.\n");
        text.append(YamlWriter.blocks(List.of(Map.of("beans", List.of(bean(flow.spec()))))));
        Set<String> names = Variables.names(flow);
        for (Node node : flow.nodes()) {
            text.append('\n').append(YamlWriter.blocks(List.of(Map.of("route", route(flow, node, names)))));
        }
        return text.toString();
    }

    private static Map<String, Object> bean(FlowSpec spec) {
        Map<String, Object> bean = new LinkedHashMap<>();
        bean.put("name", spec.name());
        bean.put("type", FlowSpec.class.getName());
        bean.put("builderClass", FlowSpecBean.class.getName());
        bean.put("properties", Map.of("words", YamlWriter.lines(FlowSpecText.words(spec))));
        return bean;
    }

    private static Map<String, Object> route(Flow flow, Node node, Set<String> names) {
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", "dag:" + flow.name() + "/" + node.id());
        Map<String, Object> options = new LinkedHashMap<>();
        NodeWords.options(node).forEach((name, value) -> options.put(name, UriValue.of(value)));
        if (!options.isEmpty()) {
            from.put("parameters", options);
        }
        from.put("steps", steps(node.body(), names));
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", routeId(flow, node));
        route.put("from", from);
        return route;
    }

    static String routeId(Flow flow, Node node) {
        return flow.name() + "." + node.id();
    }

    private static Object steps(Body body, Set<String> names) {
        if (body instanceof Body.Steps steps) {
            return YamlWriter.plain(Variables.simple(steps.steps(), names));
        }
        if (body instanceof Body.Call call) {
            String uri = Variables.simple(call.uri(), names);
            return List.of(Map.of(uri.equals(call.uri()) ? "to" : "toD", uri));
        }
        return List.of(Map.of("to", NodeWords.APPROVE));
    }
}
