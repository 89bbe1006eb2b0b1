package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.support.RouteBuilderLoaderSupport;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.apache.camel.spi.annotations.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Lets Camel load {@code *.dag.yaml}: by way of the same Camel YAML that {@code eject} writes. */
@RoutesLoader(DagYamlRoutesLoader.EXTENSION)
public class DagYamlRoutesLoader extends RouteBuilderLoaderSupport {
    /** What the names of such files end in, after a dot. */
    public static final String EXTENSION = "dag.yaml";

    public DagYamlRoutesLoader() {
        super(EXTENSION);
    }

    /** @throws InvalidFlowFile with everything that is wrong and where */
    @Override
    protected RouteBuilder doLoadRouteBuilder(Resource resource) throws Exception {
        String text = text(resource);
        Flow flow = flow(resource.getLocation(), text);
        RoutesBuilderLoader yaml =
                PluginHelper.getRoutesLoader(getCamelContext()).getRoutesLoader("yaml");
        Resource ejected = ResourceHelper.fromString(resource.getLocation(), CamelYaml.of(flow));
        yaml.preParseRoute(ejected);
        RouteBuilder routes = (RouteBuilder) yaml.loadRoutesBuilder(ejected);
        routes.addLifecycleInterceptor(new SourceLines(flow, text));
        return routes;
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Flow flow(String location, String text) {
        String file = location.startsWith("file:") ? location.substring("file:".length()) : location;
        Reading reading = FlowReader.read(file, text);
        if (reading instanceof Reading.Good good) {
            return good.flow();
        }
        throw new InvalidFlowFile(((Reading.Bad) reading).findings());
    }
}
