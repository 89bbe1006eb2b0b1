package io.controlnetflow.routes.app.lint;

import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.dsl.RouteFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;

/** Lets Camel itself read a file, in a context that is never started. */
final class Dry {
    private Dry() {}

    /** What Camel says first; empty when it takes the file. */
    static List<Finding> read(Path file, String text, Map<String, String> properties) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties initial = new Properties();
            initial.putAll(properties);
            context.getPropertiesComponent().setInitialProperties(initial);
            context.build();
            RouteFile.read(context, file, text);
            return List.of();
        } catch (Exception e) {
            return List.of(
                    RouteFile.isFlow(file) ? Finding.of(file, RouteTrouble.reason(e)) : RouteTrouble.finding(file, e));
        }
    }
}
