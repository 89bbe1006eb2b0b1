package io.controlnetflow.routes.app.lint.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Source;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.component.dag.NodeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node gives to one of our endpoints, against what that takes. Not thread-safe. */
final class Parameters {
    private static final String MODEL = "model";

    private final FlowSpec spec;
    private final NodeText text;
    private final String endpoint;
    private final NodeParameters takes;
    private final Map<String, String> options;
    private final List<Finding> found = new ArrayList<>();

    private Parameters(
            FlowSpec spec, NodeText text, String endpoint, NodeParameters takes, Map<String, String> options) {
        this.spec = spec;
        this.text = text;
        this.endpoint = endpoint;
        this.takes = takes;
        this.options = options;
    }

    /**
     * @param scheme of the URI that the node calls
     * @param path of it
     * @param options of it
     * @param models that are known
     */
    static List<Finding> check(
            FlowSpec spec, NodeText text, String scheme, String path, Map<String, String> options, KnownModels models) {
        ObjectNode with = text.node().with();
        if (with.has("body")) {
            return beside(text, with);
        }
        return NodeParameters.of(scheme, with.path(MODEL).asText(path), models::takes)
                .map(takes -> new Parameters(spec, text, scheme + ":" + path, takes, options).check(with))
                .orElse(List.of());
    }

    /** With a body, the endpoint gets the body and the headers, and nothing else. */
    private static List<Finding> beside(NodeText text, ObjectNode with) {
        List<Finding> found = new ArrayList<>();
        List<String> used = List.of("body", "headers");
        with.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                String hint = Suggestion.hint(name, used);
                found.add(text.finding(
                        "with." + name,
                        "is not sent beside body; " + (hint.isEmpty() ? "put it into body, or into headers" : hint)));
            }
        });
        return found;
    }

    private List<Finding> check(ObjectNode with) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        options.forEach((name, value) -> {
            if (isKnown(known.textNode(value))) {
                known.put(Fields.snake(name), value);
            }
        });
        takes.problems(known).forEach(toldOfTheUri -> known.remove(toldOfTheUri.path()));
        with.properties().forEach(e -> {
            String name = name(e.getKey());
            if (name.equals(MODEL) && takes instanceof NodeParameters.OfModel) {
                return;
            }
            if (!takes.names().contains(name)) {
                String hint = Suggestion.hint(name, takes.names());
                found.add(text.finding(
                        "with." + e.getKey(),
                        "is no parameter of " + endpoint + "; "
                                + (hint.isEmpty() ? "known are " + String.join(", ", takes.names()) : hint)));
                return;
            }
            known.remove(name);
            if (isKnown(e.getValue())) {
                known.set(name, e.getValue());
            } else {
                reference(e.getValue()).ifPresent(r -> values(name, r));
            }
        });
        takes.problems(known).forEach(p -> found.add(text.finding("with." + p.path(), p.text())));
        missing(with);
        return found;
    }

    /** The request takes Camel's spelling, too. */
    private String name(String written) {
        boolean request = takes instanceof NodeParameters.OfControlNet || takes instanceof NodeParameters.OfModel;
        return request ? Fields.snake(written) : written;
    }

    private static boolean isKnown(JsonNode value) {
        String text = value.toString();
        return !value.isNull() && !text.contains("${") && !text.contains("{{");
    }

    private static Optional<Reference> reference(JsonNode value) {
        return value.isTextual() ? Reference.only(value.textValue()) : Optional.empty();
    }

    /** Values that a coordinate or an input may bring. */
    private void values(String parameter, Reference reference) {
        if (reference.name().equals("matrix") && reference.path().size() == 1) {
            String axis = reference.path().get(0);
            Source source = text.node().matrix().axes().get(axis);
            if (source instanceof Source.Listed listed) {
                for (int i = 0; i < listed.values().size(); i++) {
                    value(parameter, listed.values().get(i), "matrix." + axis + "[" + i + "]");
                }
            } else if (source instanceof Source.Range range) {
                value(parameter, JsonNodeFactory.instance.numberNode(range.from()), "matrix." + axis);
                value(parameter, JsonNodeFactory.instance.numberNode(range.to()), "matrix." + axis);
            }
        }
        Input input = reference.path().isEmpty() ? spec.inputs().get(reference.name()) : null;
        JsonNode fallback = input == null ? null : input.fallback();
        if (fallback != null) {
            value(parameter, fallback, "with." + parameter);
        }
    }

    private void value(String parameter, JsonNode value, String path) {
        if (isKnown(value)) {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.set(parameter, value);
            takes.problems(one)
                    .forEach(p -> found.add(
                            text.finding(path, (path.startsWith("matrix") ? p.path() + ": " : "") + p.text())));
        }
    }

    private void missing(ObjectNode with) {
        for (List<String> any : takes.needed()) {
            boolean given = any.stream()
                    .anyMatch(name -> with.properties().stream()
                                    .anyMatch(e -> name(e.getKey()).equals(name))
                            || options.keySet().stream()
                                    .anyMatch(o -> Fields.snake(o).equals(name)));
            if (!given) {
                found.add(
                        text.finding("with", "misses " + String.join(" or ", any) + ", which " + endpoint + " needs"));
            }
        }
    }
}
