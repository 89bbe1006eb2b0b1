package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Variables;
import io.controlnetflow.core.dag.text.NodeWords;
import io.controlnetflow.core.yaml.PlainWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** A real context with a {@code dag:} component that only remembers the options it was given. */
final class NodeRoutes implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, Map<String, Object>> options = new TreeMap<>();

    NodeRoutes() {
        camel.addComponent("dag", remembering(options));
        camel.setAutoStartup(false);
        camel.build();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    void property(String name, String value) {
        camel.getPropertiesComponent().addInitialProperty(name, value);
    }

    void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:" + file));
    }

    void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, yaml));
    }

    Map<String, Object> options(String node) {
        camel.getEndpoint(uri(node));
        return options.getOrDefault(node, Map.of());
    }

    private String uri(String node) {
        return camel.getRouteDefinitions().stream()
                .map(route -> route.getInput().getEndpointUri())
                .filter(uri -> uri.replaceFirst("\\?.*", "").endsWith(":" + node))
                .findFirst()
                .orElseThrow();
    }

    /** The flow that the routes say. */
    Flow flow(String name, String yaml) {
        FlowSpec spec = camel.getRegistry().lookupByNameAndType(name, FlowSpec.class);
        List<Node> nodes = new ArrayList<>();
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            if (!String.valueOf(route.getRouteId()).startsWith(name + ".")) {
                continue;
            }
            String id = route.getRouteId().substring(name.length() + 1);
            nodes.add(NodeWords.node(id, options(name + "/" + id), body(route, yaml)));
        }
        return Variables.flow(spec, nodes);
    }

    private static Body body(RouteDefinition route, String yaml) {
        if (route.getOutputs().size() == 1) {
            if (route.getOutputs().get(0) instanceof ToDynamicDefinition to) {
                return new Body.Call(to.getUri());
            }
            if (route.getOutputs().get(0) instanceof ToDefinition to) {
                return new Body.Call(to.getUri());
            }
        }
        LoaderOptions loader = new LoaderOptions();
        DumperOptions dumper = new DumperOptions();
        Yaml reader = new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader, new PlainWords());
        for (var entry : new ObjectMapper().valueToTree(reader.load(yaml))) {
            if (entry.path("route").path("id").asText().equals(route.getRouteId())) {
                return new Body.Steps((ArrayNode) entry.at("/route/from/steps"));
            }
        }
        throw new IllegalArgumentException(route.getRouteId());
    }

    static Component remembering(Map<String, Map<String, Object>> options) {
        return new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                options.put(remaining, new LinkedHashMap<>(parameters));
                parameters.clear();
                return new DefaultEndpoint(uri, this) {
                    @Override
                    public Producer createProducer() {
                        return new DefaultProducer(this) {
                            @Override
                            public void process(Exchange exchange) {}
                        };
                    }

                    @Override
                    public Consumer createConsumer(Processor processor) {
                        return new DefaultConsumer(this, processor);
                    }
                };
            }
        };
    }

    @Override
    public void close() throws IOException {
        camel.close();
    }
}
