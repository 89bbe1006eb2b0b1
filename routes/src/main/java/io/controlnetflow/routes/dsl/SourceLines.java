package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.text.FlowReader;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Tells Camel the lines of the flow's own file, for its log: a node's route and its steps are where the node is.
 *
 * @param text of the file
 */
record SourceLines(Flow flow, String text) implements RouteBuilderLifecycleStrategy {
    @Override
    public void afterConfigure(RouteBuilder builder) {
        for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
            for (Node node : flow.nodes()) {
                if (CamelYaml.routeId(flow, node).equals(route.getRouteId())) {
                    move(route, FlowReader.line(text, "nodes." + node.id()));
                }
            }
        }
    }

    private static void move(RouteDefinition route, int line) {
        route.setLineNumber(line);
        route.getInput().setLineNumber(line);
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .forEach(step -> step.setLineNumber(line));
    }
}
