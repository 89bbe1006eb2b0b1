package io.controlnetflow.routes.app.lint.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Endpoint;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Expression;
import io.controlnetflow.routes.app.lint.camel.RouteParts.Use;
import io.controlnetflow.routes.app.lint.file.Document;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Goes through Camel YAML along Camel's schema. Not thread-safe. */
public final class RouteWalk {
    private static final Set<String> PREDICATES =
            Set.of("when", "filter", "validate", "onWhen", "completionPredicate", "retryWhile", "handled", "continued");

    private static final Map<String, Use> URIS =
            Map.of("from", Use.FROM, "poll", Use.FROM, "to", Use.TO, "wireTap", Use.TO, "toD", Use.DYNAMIC);

    private static final String STEPS = "steps";

    private final Grammar grammar;
    private final Document document;
    private final List<Finding> unknown = new ArrayList<>();
    private final List<Finding> wrong = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();

    private RouteWalk(Grammar grammar, Document document) {
        this.grammar = grammar;
        this.document = document;
    }

    /** A whole file of routes. */
    static RouteParts routes(Grammar grammar, Document document) {
        RouteWalk walk = new RouteWalk(grammar, document);
        Node root = Nodes.at(document.root(), "spec", "flows").orElse(document.root());
        if (root instanceof SequenceNode || Nodes.at(root, "kind").isPresent()) {
            Nodes.items(root).forEach(entry -> walk.node(new Place("a route file", false), entry, grammar.entry()));
        } else {
            walk.wrong.add(document.finding(root, "is no list; begin each route with '- route:'"));
        }
        return walk.parts();
    }

    /** The one entry of a Kamelet's template. */
    static RouteParts template(Grammar grammar, Document document, Node template) {
        RouteWalk walk = new RouteWalk(grammar, document);
        walk.node(new Place("template", false), template, grammar.entry());
        walk.endpoints.removeIf(endpoint -> endpoint.text().matches("kamelet:(source|sink)"));
        return walk.parts();
    }

    /** Steps that stand in another file. */
    static RouteParts steps(Grammar grammar, Document document, Node steps) {
        RouteWalk walk = new RouteWalk(grammar, document);
        Nodes.items(steps).forEach(step -> walk.node(new Place(STEPS, false), step, grammar.step()));
        return walk.parts();
    }

    private RouteParts parts() {
        return new RouteParts(unknown, wrong, endpoints, expressions);
    }

    /**
     * Where the walk is.
     *
     * @param word that the value stands under
     * @param predicate whether an expression here must come to true or false
     */
    private record Place(String word, boolean predicate) {
        Place under(String next) {
            boolean expression = next.equals("simple") || next.equals("expression");
            return new Place(next, PREDICATES.contains(next) || (expression && predicate));
        }
    }

    private void node(Place place, Node node, Form form) {
        if (node instanceof MappingNode) {
            map(place, node, form);
        } else if (node instanceof SequenceNode) {
            Form item = grammar.form(form.items);
            Nodes.items(node).forEach(one -> node(place, one, item));
        } else {
            scalar(place, (ScalarNode) node, form);
        }
    }

    private void map(Place place, Node map, Form form) {
        if (form.names.contains("KameletDefinition")) {
            kamelet(map);
        }
        for (Nodes.Entry entry : Nodes.entries(map)) {
            List<JsonNode> allowed = form.words.get(entry.name());
            if (allowed != null) {
                special(place, map, entry, form);
                node(place.under(entry.name()), entry.value(), grammar.form(allowed));
            } else if (form.closed && !form.words.isEmpty()) {
                String hint = Suggestion.hint(entry.name(), form.words.keySet());
                unknown.add(document.finding(
                        entry.key(),
                        (place.word().equals(STEPS)
                                        ? entry.name() + ": is no step of Camel"
                                        : place.word() + ": " + entry.name() + ": is no word of " + place.word())
                                + (hint.isEmpty() ? "" : "; " + hint)));
            }
        }
    }

    /** URIs and Simple texts under a word of a map. */
    private void special(Place place, Node map, Nodes.Entry entry, Form form) {
        if (!(entry.value() instanceof ScalarNode value)) {
            return;
        }
        String word = entry.name();
        if ((word.equals("uri") && form.words.containsKey("parameters")) || word.equals("deadLetterUri")) {
            endpoint(URIS.getOrDefault(place.word(), Use.TO), value, map);
        } else if (word.equals("message")
                && place.word().equals("log")
                && Nodes.at(map, "logLanguage").isEmpty()) {
            expressions.add(new Expression(value, false));
        } else if (word.equals("expression") && form.names.contains("SimpleExpression")) {
            expressions.add(new Expression(value, place.predicate()));
        }
    }

    private void scalar(Place place, ScalarNode value, Form form) {
        String text = value.getValue();
        if (form.names.contains("SimpleExpression")) {
            expressions.add(new Expression(value, place.predicate()));
        } else if (form.names.contains("LogDefinition")) {
            expressions.add(new Expression(value, false));
        } else if (URIS.containsKey(place.word()) && form.words.containsKey("uri")) {
            endpoint(URIS.getOrDefault(place.word(), Use.TO), value, value);
        } else if (form.names.contains("KameletDefinition")) {
            endpoints.add(new Endpoint(Use.TO, value, "kamelet:" + text, null));
        } else if (!text.contains("{{") && !text.startsWith("#")) {
            plain(place, value, form);
        }
    }

    private void plain(Place place, ScalarNode value, Form form) {
        String text = value.getValue();
        if (!form.choices.isEmpty() && !form.choices.contains(text)) {
            String hint = Suggestion.hint(text, form.choices);
            wrong.add(document.finding(
                    value,
                    place.word() + ": " + text + " is none of " + String.join(", ", form.choices)
                            + (hint.isEmpty() ? "" : "; " + hint)));
        } else if (form.isOnly("boolean") && !text.matches("true|false")) {
            wrong.add(document.finding(value, place.word() + ": " + text + " is neither true nor false"));
        } else if (form.isOnly("number") && !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            wrong.add(document.finding(value, place.word() + ": " + text + " is not a number"));
        }
    }

    private void endpoint(Use use, ScalarNode uri, Node map) {
        endpoints.add(new Endpoint(
                use, uri, uri.getValue(), Nodes.at(map, "parameters").orElse(null)));
        if (use == Use.DYNAMIC) {
            expressions.add(new Expression(uri, false));
        }
    }

    private void kamelet(Node map) {
        if (Nodes.at(map, "name").orElse(null) instanceof ScalarNode name) {
            endpoints.add(new Endpoint(
                    Use.TO,
                    name,
                    "kamelet:" + name.getValue(),
                    Nodes.at(map, "parameters").orElse(null)));
        }
    }
}
