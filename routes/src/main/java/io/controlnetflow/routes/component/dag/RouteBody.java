package io.controlnetflow.routes.component.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.yaml.PlainWords;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** What a route does, as the body of a node. Pure but for the context that reads it. */
final class RouteBody {
    private RouteBody() {}

    /** A route that only calls one endpoint is that call; another one is its steps, as far as they can be written down. */
    static Body of(Route route) throws Exception {
        RouteDefinition definition = definition(route);
        if (definition == null) {
            return new Body.Route();
        }
        if (definition.getOutputs().size() == 1
                && definition.getOutputs().get(0) instanceof ToDefinition to
                && to.getUri() != null) {
            return new Body.Call(route.getCamelContext().resolvePropertyPlaceholders(to.getUri()));
        }
        return steps(route.getCamelContext(), definition);
    }

    /** A route that was started before, or is started by hand, has forgotten its own. */
    private static @Nullable RouteDefinition definition(Route route) {
        return route.getRoute() instanceof RouteDefinition own
                ? own
                : ((ModelCamelContext) route.getCamelContext()).getRouteDefinition(route.getRouteId());
    }

    private static Body steps(CamelContext context, RouteDefinition definition) throws Exception {
        for (ProcessorDefinition<?> step : definition.getOutputs()) {
            if (step instanceof ProcessDefinition code && code.getRef() == null) {
                return new Body.Route();
            }
        }
        String text = PluginHelper.getModelToYAMLDumper(context)
                .dumpModelAsYaml(context, definition, true, false, false, false);
        JsonNode steps = read(text).path(0).path("route").path("from").path("steps");
        return steps instanceof ArrayNode list && !list.isEmpty() ? new Body.Steps(list) : new Body.Route();
    }

    private static JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        DumperOptions none = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(none), none, options, new PlainWords());
        return new ObjectMapper().valueToTree(yaml.load(text));
    }
}
