package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What must outlive the process: whether a prompt may have been sent, and under which id ComfyUI has it.
 *
 * @param promptId ours until ComfyUI has answered, then the one it answered
 * @param accepted false: an intent, written before the POST; its fate is not known
 */
record Note(String promptId, boolean accepted) {
    static Note of(String text) {
        try {
            JsonNode json = Http.JSON.readTree(text);
            return new Note(json.path("prompt").asText(), json.path("accepted").asBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt", promptId)
                .put("accepted", accepted)
                .toString();
    }
}
