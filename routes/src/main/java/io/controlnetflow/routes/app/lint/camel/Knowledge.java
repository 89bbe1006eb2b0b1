package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.dag.text.NodeWords;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import io.controlnetflow.routes.app.lint.file.PropertyFile;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.ComponentModel;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** All that is known of Camel, loaded once: about half a second's work. Not thread-safe. */
public final class Knowledge implements AutoCloseable {
    private static final String KAMELET = "kamelet";

    private final Components components = new Components();
    private final Endpoints endpoints = new Endpoints(components);
    private final Grammar grammar = Grammar.load();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Simple simple;

    public Knowledge() {
        context.build();
        simple = new Simple(context, components.catalog());
    }

    /** A file of routes. */
    public RouteParts routes(Document document) {
        return RouteWalk.routes(grammar, document);
    }

    /** @param template of a Kamelet's file */
    public RouteParts template(Document document, Node template) {
        return RouteWalk.template(grammar, document, template);
    }

    /** @param steps a list of steps somewhere in the document */
    public RouteParts steps(Document document, Node steps) {
        return RouteWalk.steps(grammar, document, steps);
    }

    /** What a Kamelet takes, from its file. */
    public KameletSpec kamelet(Document document) {
        return KameletSpec.of(document);
    }

    /**
     * What is wrong with an endpoint.
     *
     * @param defined fills placeholders in it
     * @param beside Kamelets whose files lie beside the routes
     */
    public List<Finding> wrong(Document document, Endpoint written, Defined defined, List<KameletSpec> beside) {
        Endpoint endpoint = written.filled(defined::fill);
        List<Slip> slips = new ArrayList<>(endpoints.check(endpoint));
        if (slips.isEmpty() && endpoint.scheme().equals(KAMELET)) {
            Set<String> properties = defined.properties().keySet();
            slips.addAll(new Kamelets(components.model(KAMELET), beside, properties).check(endpoint));
        }
        return slips.stream()
                .map(slip -> document.finding(place(endpoint, slip.option()), slip.text()))
                .toList();
    }

    /** An endpoint that messages go to. */
    public Endpoint endpoint(String uri) {
        return new Endpoint(
                Use.TO, new ScalarNode(Tag.STR, uri, null, null, DumperOptions.ScalarStyle.PLAIN), uri, null);
    }

    /** The options of an endpoint by name; none where they cannot be read. */
    public Map<String, String> options(Endpoint endpoint) {
        try {
            return UriOptions.of(endpoint);
        } catch (URISyntaxException e) {
            return Map.of();
        }
    }

    /** The URI of a step, with the parameters beside it. */
    public String uri(Node step) {
        String uri = Nodes.text(step, "uri").orElseGet(() -> Nodes.plain(step));
        return UriOptions.joined(
                uri, Nodes.at(step, "parameters").map(Nodes::flat).orElse(Map.of()));
    }

    /**
     * The words of a node, from a route's {@code from: dag:FLOW/NODE}, without what any Camel consumer takes.
     *
     * @param from a map with its uri
     */
    public Map<String, Object> words(Node from, Defined defined) {
        Map<String, Object> words = new LinkedHashMap<>(options(endpoint(defined.fill(uri(from)))));
        Set<String> known = NodeWords.names();
        components.model("dag").getEndpointParameterOptions().stream()
                .map(ComponentModel.EndpointOptionModel::getName)
                .filter(name -> !known.contains(name))
                .forEach(words::remove);
        words.entrySet()
                .removeIf(e ->
                        e.getValue().toString().contains("{{") && !e.getKey().startsWith("with."));
        return words;
    }

    /** An option stands beside the URI, or in it. */
    private static Node place(Endpoint endpoint, String option) {
        return Optional.ofNullable(endpoint.parameters())
                .flatMap(parameters -> Nodes.entry(parameters, option))
                .<Node>map(Nodes.Entry::key)
                .orElse(endpoint.uri());
    }

    /** What is wrong with a text of Camel's Simple language; empty when nothing is. */
    public Optional<String> wrong(String text, boolean predicate) {
        return simple.wrong(text.replaceAll("\\{\\{[^{}]*}}", "0"), predicate);
    }

    /** What is wrong with the properties that are Camel's. */
    public List<Finding> wrong(PropertyFile file) {
        List<Finding> found = new ArrayList<>();
        file.values().forEach((name, value) -> {
            if (name.startsWith("camel.") && !UriOptions.isOpen(value)) {
                ConfigurationPropertiesValidationResult result =
                        components.catalog().validateConfigurationProperty(name + "=" + value);
                if (result.isAccepted() && !result.isSuccess()) {
                    found.add(file.finding(name, name + ": " + reason(name, value, result)));
                }
            }
        });
        return found;
    }

    private String reason(String name, String value, ConfigurationPropertiesValidationResult result) {
        if (result.getUnknown() != null || result.getUnknownComponent() != null) {
            return "is no option of Camel" + components.hint(name);
        }
        return value + " is no value of this option";
    }

    @Override
    public void close() {
        context.stop();
    }
}
