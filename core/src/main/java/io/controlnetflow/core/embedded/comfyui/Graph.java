package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A prompt in the making: nodes by number, inputs that are values or outputs of other nodes. */
final class Graph {
    private final ObjectNode nodes = JsonNodeFactory.instance.objectNode();

    /** One node, whose inputs are filled in a chain. */
    record Placed(String id, ObjectNode inputs) {
        Placed in(String name, String value) {
            inputs.put(name, value);
            return this;
        }

        Placed in(String name, long value) {
            inputs.put(name, value);
            return this;
        }

        Placed in(String name, double value) {
            inputs.put(name, value);
            return this;
        }

        Placed in(String name, ArrayNode output) {
            inputs.set(name, output);
            return this;
        }

        /** The n-th output, from 0, as the input of another node. */
        ArrayNode out(int n) {
            return JsonNodeFactory.instance.arrayNode().add(id).add(n);
        }
    }

    Placed node(String type) {
        String id = Integer.toString(nodes.size() + 1);
        ObjectNode node = nodes.putObject(id).put("class_type", type);
        return new Placed(id, node.putObject("inputs"));
    }

    JsonNode json() {
        return nodes;
    }
}
