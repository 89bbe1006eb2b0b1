package io.controlnetflow.routes.dsl.reload;

import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.routes.dsl.RouteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Which routes of a file are others than before: those that are as they were run on untouched. */
final class Difference {
    /** Behind the id of a route that took over while the one before it still had something under way. */
    static final String AGAIN = "~";

    private static final Pattern NUMBER = Pattern.compile(AGAIN + "[0-9]+$");

    private Difference() {}

    /** The id as its file has it. */
    static String id(RouteDefinition route) {
        return NUMBER.matcher(String.valueOf(route.getRouteId())).replaceFirst("");
    }

    /** True when both do the same from the same source. */
    static boolean same(CamelContext camel, RouteDefinition one, RouteDefinition other) throws Exception {
        return text(camel, one).equals(text(camel, other));
    }

    private static String text(CamelContext camel, RouteDefinition route) throws Exception {
        String text =
                PluginHelper.getModelToYAMLDumper(camel).dumpModelAsYaml(camel, route, false, false, false, false);
        return text.replace(String.valueOf(route.getRouteId()), id(route));
    }

    /** True when what a file says beside its routes is the same: beans, error handlers, templates. */
    static boolean sameBeside(Path file, @Nullable String before, String now) {
        return RouteFile.isFlow(file) || (before != null && beside(before).equals(beside(now)));
    }

    private static List<Object> beside(String text) {
        List<Object> beside = new ArrayList<>();
        if (new Yaml(new SafeConstructor(new LoaderOptions())).load(text) instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> words && !words.containsKey("route") && !words.containsKey("from")) {
                    beside.add(words.get("beans") instanceof List<?> beans ? others(beans) : words);
                }
            }
        }
        return beside;
    }

    /** The spec of a flow is read anew by whoever needs it. */
    private static Object others(List<?> beans) {
        Map<Object, Object> others = new LinkedHashMap<>();
        for (Object bean : beans) {
            if (bean instanceof Map<?, ?> words && !FlowSpec.class.getName().equals(words.get("type"))) {
                others.put(String.valueOf(words.get("name")), words);
            }
        }
        return others;
    }
}
