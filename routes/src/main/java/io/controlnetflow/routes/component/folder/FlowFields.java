package io.controlnetflow.routes.component.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.text.InputText;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.component.dag.FlowInputs;
import io.controlnetflow.routes.engine.Engine;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What a watched folder gives to all runs of its flow. */
record FlowFields(FlowSpec spec, CamelContext camel) {
    /**
     * @param where who gives the route's own fields, for messages
     * @param own must be inputs of the flow
     * @param over what a person gave; wins
     * @throws InvalidField for a field of the route that is no input
     */
    ObjectNode of(String where, Map<String, Object> own, @Nullable WatchFolderOverrides over) throws IOException {
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
            given.set(name, InputText.read(input.type(), String.valueOf(value)));
        });
        if (over != null) {
            given.setAll(FlowInputs.of(
                    spec, camel, Engine.of(camel).store(), over.inputs().apply(spec)));
        }
        return given;
    }
}
