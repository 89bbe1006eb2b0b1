package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The routes of a flow that was written in Java, and its spec.
 *
 * @param bodies of the nodes whose steps are Java, too
 */
record DagRoutes(Flow flow, Map<String, Consumer<RouteDefinition>> bodies) implements RoutesBuilder {
    DagRoutes {
        bodies = Map.copyOf(bodies);
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        context.getRegistry().bind(flow.name(), FlowSpec.class, flow.spec());
        for (Node node : flow.nodes()) {
            routes(context, node).addRoutesToCamelContext(context);
        }
        for (RoutesBuilder trigger : triggers(context)) {
            trigger.addRoutesToCamelContext(context);
        }
    }

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) throws Exception {
        context.getRegistry().bind(flow.name(), FlowSpec.class, flow.spec());
        Set<String> updated = new LinkedHashSet<>();
        for (Node node : flow.nodes()) {
            updated.addAll(routes(context, node).updateRoutesToCamelContext(context));
        }
        for (RoutesBuilder trigger : triggers(context)) {
            updated.addAll(trigger.updateRoutesToCamelContext(context));
        }
        return updated;
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {
        // there are none
    }

    private RoutesBuilder routes(CamelContext context, Node node) throws Exception {
        Consumer<RouteDefinition> body = bodies.get(node.id());
        if (body != null) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    body.accept(from(CamelYaml.uri(flow, node)).routeId(CamelYaml.routeId(flow, node)));
                }
            };
        }
        return read(context, CamelYaml.routeId(flow, node), CamelYaml.route(flow, node));
    }

    private List<RoutesBuilder> triggers(CamelContext context) throws Exception {
        List<RoutesBuilder> routes = new ArrayList<>();
        for (Map<String, Object> route : TriggerRoutes.of(flow.spec())) {
            routes.add(
                    read(context, flow.name() + ":trigger-" + (routes.size() + 1), YamlWriter.blocks(List.of(route))));
        }
        return routes;
    }

    private static RoutesBuilder read(CamelContext context, String name, String yaml) throws Exception {
        return PluginHelper.getRoutesLoader(context)
                .getRoutesLoader("yaml")
                .loadRoutesBuilder(ResourceHelper.fromString("java:" + name, yaml));
    }
}
