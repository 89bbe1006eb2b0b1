package io.controlnetflow.core.dag.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of several shapes; the first that a value resembles is the one that its parts are held to. */
public record AnyOf(List<Shape> shapes) implements Shape {
    public AnyOf {
        shapes = List.copyOf(shapes);
    }

    public static AnyOf of(Shape... shapes) {
        return new AnyOf(List.of(shapes));
    }

    @Override
    public String what() {
        return shapes.stream().map(Shape::what).collect(Collectors.joining(" or "));
    }

    @Override
    public boolean resembles(JsonNode value) {
        return match(value).isPresent();
    }

    @Override
    public void inspect(String path, JsonNode value, List<Problem> into) {
        match(value).ifPresent(shape -> shape.inspect(path, value, into));
    }

    @Override
    public void check(String path, JsonNode value, List<Problem> into) {
        if (resembles(value)) {
            inspect(path, value, into);
            return;
        }
        List<String> choices = shapes.stream()
                .filter(Choice.class::isInstance)
                .flatMap(shape -> ((Choice) shape).words().stream())
                .toList();
        String hint = value.isTextual() ? Suggestion.hint(value.textValue(), choices) : "";
        into.add(new Problem(path, Shape.shown(value) + " is not " + what() + (hint.isEmpty() ? "" : "; " + hint)));
    }

    private Optional<Shape> match(JsonNode value) {
        return shapes.stream().filter(shape -> shape.resembles(value)).findFirst();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode any = schema.putArray("anyOf");
        shapes.forEach(shape -> any.add(shape.schema()));
        return schema;
    }
}
