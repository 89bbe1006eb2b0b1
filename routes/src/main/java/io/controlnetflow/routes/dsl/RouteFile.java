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
    /** Where the routes of a file come from begins with this. */
    public static final String SCHEME = "file:";

    private static final String ROUTES = ".camel.yaml";

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

    /** True for a pipeline or a Camel route file. */
    public static boolean isRoutes(Path file) {
        return isFlow(file) || file.toString().endsWith(ROUTES);
    }

    /** True for a {@code *.dag.yaml}. */
    public static boolean isFlow(Path file) {
        return file.toString().endsWith("." + DagYamlRoutesLoader.EXTENSION);
    }
}
