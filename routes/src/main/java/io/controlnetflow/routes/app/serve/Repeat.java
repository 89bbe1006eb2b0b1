package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.story.Inside;
import io.controlnetflow.core.artifact.story.Story;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.app.console.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The request of a story as a flow of one node, to be asked for again. Immutable.
 *
 * @param model the model id
 * @param parameters of the request, in the API's words
 * @param label what results are put under
 */
record Repeat(String model, ObjectNode parameters, String kind, String label) {
    private static final String NODE = "gen";
    private static final String INPUT = "in_";

    /**
     * @param name of the file that tells the story, for messages
     * @throws Refusal when the story does not hold the whole request
     */
    static Repeat of(String name, Story.Ours story) {
        String model = story.model();
        if (!model.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")) {
            throw new Refusal(name + ": model: \"" + model + "\" is no model id; nothing was asked for");
        }
        ObjectNode parameters = Inputs.withoutTransport(story.parameters());
        parameters.properties().forEach(field -> {
            if (field.getValue().toString().contains(Inside.CUT + '"')) {
                throw new Refusal(name + ": " + field.getKey()
                        + ": its address was cut when it was put into the picture;" + " replay the manifest instead");
            }
        });
        String source = story.json().path("source").asText();
        String kind = story.json().path("control").path("kind").asText("");
        return new Repeat(model, parameters, kind.equals("null") ? "" : kind, source.isEmpty() ? name : source);
    }

    /** Stored pictures that the request needs, as {@code sha256:} and the hash. */
    Set<String> pictures() {
        return Inputs.refs(parameters);
    }

    /** @throws Refusal when the parameters are no request of ours */
    Flow flow() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        ObjectNode with = JsonNodeFactory.instance.objectNode();
        parameters.properties().forEach(field -> {
            inputs.put(INPUT + field.getKey(), Input.required(type(field.getValue())));
            with.put(field.getKey(), "${" + INPUT + field.getKey() + "}");
        });
        if (!kind.isEmpty() && model.equals(GenerationRequest.MODEL)) {
            with.put("control_kind", kind);
        }
        try {
            return new Flow("replay", 1, inputs, List.of(new Node(NODE, "wavespeed:" + model, with)));
        } catch (InvalidFlow e) {
            throw new Refusal(label + ": its parameters cannot be asked for again: " + e.getMessage());
        }
    }

    ObjectNode inputs() {
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        parameters.properties().forEach(field -> inputs.set(INPUT + field.getKey(), field.getValue()));
        return inputs;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "list";
            case OBJECT -> "object";
            default -> "string";
        };
    }
}
