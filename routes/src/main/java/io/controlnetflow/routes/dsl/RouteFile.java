package io.controlnetflow.routes.dsl;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A file of routes in either form, as Camel reads it. */
public final class RouteFile {
    static final String SCHEME = "file:";

    private RouteFile() {}

    /**
     * Reads the routes without adding them. The file's beans are bound in the context.
     *
     * @param text of the file, whatever stands in it now
     */
    public static RouteBuilder read(CamelContext camel, Path file, String text) throws Exception {
        Resource resource = ResourceHelper.fromString(SCHEME + file, text);
        RoutesBuilderLoader loader = PluginHelper.getRoutesLoader(camel)
                .getRoutesLoader(isFlow(file) ? DagYamlRoutesLoader.EXTENSION : "yaml");
        loader.preParseRoute(resource);
        RouteBuilder routes = (RouteBuilder) loader.loadRoutesBuilder(resource);
        routes.configureRoutes(camel);
        return routes;
    }

    /** True for a {@code *.dag.yaml}. */
    public static boolean isFlow(Path file) {
        return file.toString().endsWith("." + DagYamlRoutesLoader.EXTENSION);
    }
}
