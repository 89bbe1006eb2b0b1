package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The body of ComfyUI's 400 in one line: which node does not like which input. */
final class NodeErrors {
    private NodeErrors() {}

    static String of(JsonNode body) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode node : body.path("node_errors")) {
            for (JsonNode error : node.path("errors")) {
                wrong.add(node.path("class_type").asText() + ": " + text(error));
            }
        }
        if (wrong.isEmpty()) {
            JsonNode error = body.path("error");
            wrong.add(error.isTextual() ? error.asText() : text(error));
        }
        return "ComfyUI refuses the prompt: " + String.join("; ", wrong);
    }

    private static String text(JsonNode error) {
        String details = error.path("details").asText();
        String message = error.path("message").asText("no reason given");
        return details.isEmpty() ? message : message + ": " + details;
    }
}
