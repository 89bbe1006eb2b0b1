package io.controlnetflow.routes.app.serve;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.routes.component.folder.WatchFolderConsumer;
import io.controlnetflow.routes.component.folder.WatchFolderEndpoint;
import io.controlnetflow.routes.engine.run.Flows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** The flows of a context, and who starts them. */
final class FlowsHere {
    private static final Pattern STARTS = Pattern.compile("\\bdag:(?://)?([A-Za-z][A-Za-z0-9_-]*)(?![A-Za-z0-9_/-])");

    private final CamelContext camel;
    private final Flows flows;

    FlowsHere(CamelContext camel) {
        this.camel = camel;
        this.flows = Flows.of(camel);
    }

    List<Flow> all() {
        return flows.names().stream().map(flows::get).toList();
    }

    /** Those that neither a folder nor another route starts: a person does. */
    List<Flow> startedByHand() {
        Set<String> others = new LinkedHashSet<>();
        watchers().map(WatchFolderConsumer::flow).filter(Objects::nonNull).forEach(others::add);
        folders().stream()
                .map(WatchFolderEndpoint::getFlow)
                .filter(Objects::nonNull)
                .forEach(others::add);
        for (Flow flow : all()) {
            flow.nodes().forEach(node -> calls(text(node), others));
        }
        for (RouteDefinition route : ((ModelCamelContext) camel).getRouteDefinitions()) {
            if (!Triggers.isOne(route.getRouteId())) {
                for (ProcessorDefinition<?> step :
                        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                    if (step instanceof EndpointRequiredDefinition to) {
                        calls(String.valueOf(to.getEndpointUri()), others);
                    }
                }
            }
        }
        return all().stream().filter(flow -> !others.contains(flow.name())).toList();
    }

    /** Whether a person's yes or no is a node of any. */
    boolean askPeople() {
        return all().stream()
                .flatMap(flow -> flow.nodes().stream())
                .anyMatch(node -> node.body() instanceof Body.Approve);
    }

    /** Whether something takes request fields that is no flow. */
    boolean hasPlainFolders() {
        return watchers().anyMatch(watcher -> watcher.flow() == null)
                || folders().stream().anyMatch(folder -> folder.getFlow() == null);
    }

    /** The folders that routes are written to watch, whether or not they are started. */
    List<WatchFolderEndpoint> folders() {
        return sources(true)
                .map(route -> camel.getEndpoint(route.getInput().getEndpointUri(), WatchFolderEndpoint.class))
                .toList();
    }

    /** Routes that begin with neither a folder nor a flow: what comes to them is not known before. */
    List<String> others() {
        return sources(false).map(RouteDefinition::getRouteId).toList();
    }

    private Stream<RouteDefinition> sources(boolean folders) {
        return ((ModelCamelContext) camel)
                .getRouteDefinitions().stream()
                        .filter(route -> !route.getRouteId().startsWith(RouteActivity.OURS))
                        .filter(route -> {
                            String from = route.getInput().getEndpointUri();
                            return from.startsWith("watch-folder:") == folders && (folders || !from.startsWith("dag:"));
                        });
    }

    private Stream<WatchFolderConsumer> watchers() {
        return camel.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(WatchFolderConsumer.class::isInstance)
                .map(WatchFolderConsumer.class::cast);
    }

    private static String text(Node node) {
        return node.body() instanceof Body.Steps steps ? steps.steps().toString() : node.call();
    }

    private static void calls(String text, Set<String> into) {
        Matcher found = STARTS.matcher(text);
        while (found.find()) {
            into.add(found.group(1));
        }
    }
}
