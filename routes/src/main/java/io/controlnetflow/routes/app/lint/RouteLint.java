package io.controlnetflow.routes.app.lint;

import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Checks Camel route files in YAML without starting them: syntax, steps, endpoints and their options. Not thread-safe. */
public final class RouteLint {
    private static final Set<String> URIS = Set.of("uri", "from", "to", "toD", "wireTap", "poll");

    private final Endpoints endpoints = new Endpoints();

    public List<Finding> check(Path file) {
        List<Finding> found = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root == null) {
                return List.of(Finding.of(file, "is empty; write a route, or remove it"));
            }
            walk(file, root, found);
        } catch (MarkedYAMLException e) {
            return List.of(at(file, e.getProblemMark(), "is not YAML: " + e.getProblem()));
        } catch (IOException e) {
            return List.of(Finding.of(file, "cannot be read: " + e.getMessage()));
        }
        if (found.isEmpty()) {
            load(file, found);
        }
        return found;
    }

    private void walk(Path file, Node node, List<Finding> found) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(n -> walk(file, n, found));
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (URIS.contains(key) && entry.getValueNode() instanceof ScalarNode uri) {
                    String all = withParameters(uri.getValue(), parameters(map));
                    endpoints.check(all).forEach(m -> found.add(at(file, uri.getStartMark(), m)));
                } else {
                    walk(file, entry.getValueNode(), found);
                }
            }
        }
    }

    private static @Nullable MappingNode parameters(MappingNode map) {
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("parameters")
                    && entry.getValueNode() instanceof MappingNode parameters) {
                return parameters;
            }
        }
        return null;
    }

    private static String withParameters(String uri, @Nullable MappingNode parameters) {
        StringBuilder all = new StringBuilder(uri);
        if (parameters != null) {
            for (NodeTuple entry : parameters.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key && entry.getValueNode() instanceof ScalarNode value) {
                    all.append(all.indexOf("?") < 0 ? '?' : '&')
                            .append(key.getValue())
                            .append('=')
                            .append(URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }

    /** Lets Camel itself read the file, in a context that is never started. */
    private static void load(Path file, List<Finding> found) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("folder", ".");
            context.build();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
        } catch (Exception e) {
            found.add(RouteTrouble.finding(file, e));
        }
    }

    private static Finding at(Path file, @Nullable Mark mark, String message) {
        return mark == null
                ? Finding.of(file, message)
                : new Finding(file, mark.getLine() + 1, mark.getColumn() + 1, message);
    }
}
