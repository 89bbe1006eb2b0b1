package io.controlnetflow.routes.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a watched folder as inputs of its flow. */
record FlowFields(FlowSpec spec) {
    /**
     * @param where who gives the route's own fields, for messages
     * @param own must be inputs of the flow
     * @param over what a person gave; what is no input of this flow is another one's
     * @throws InvalidField for a field of the route that is no input
     */
    ObjectNode of(String where, Map<String, Object> own, @Nullable WatchFolderOverrides over) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        own.forEach((name, value) -> {
            Input input = spec.inputs().get(name);
            if (input == null) {
                throw new InvalidField(
                                "field." + name,
                                String.valueOf(value),
                                "is no input of dag:" + spec.name(),
                                Suggestion.hint(name, spec.inputs().keySet()))
                        .in(where);
            }
            given.set(name, input.type().read(TextNode.valueOf(String.valueOf(value))));
        });
        if (over != null) {
            for (Map.Entry<String, JsonNode> one : over.fields().properties()) {
                Input input = spec.inputs().get(one.getKey());
                if (input != null) {
                    given.set(one.getKey(), input.type().read(one.getValue()));
                }
            }
        }
        return given;
    }
}
