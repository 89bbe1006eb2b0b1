package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** ComfyUI's queue: items are lists of number, prompt id, prompt, extra data, outputs. */
final class QueueReader {
    private static final int PROMPT_ID = 1;
    private static final int EXTRA_DATA = 3;

    private QueueReader() {}

    static boolean holds(JsonNode queue, String promptId) {
        return isRunning(queue, promptId) || in(queue.path("queue_pending"), promptId);
    }

    static boolean isRunning(JsonNode queue, String promptId) {
        return in(queue.path("queue_running"), promptId);
    }

    private static boolean in(JsonNode items, String promptId) {
        for (JsonNode item : items) {
            if (item.path(PROMPT_ID).asText().equals(promptId)) {
                return true;
            }
        }
        return false;
    }

    /** The id of the prompt that was sent under ours. */
    static Optional<String> sentBy(JsonNode queue, String ours) {
        for (String part : new String[] {"queue_running", "queue_pending"}) {
            for (JsonNode item : queue.path(part)) {
                if (isFrom(item, ours)) {
                    return Optional.of(item.path(PROMPT_ID).asText());
                }
            }
        }
        return Optional.empty();
    }

    static boolean isFrom(JsonNode item, String ours) {
        return item.path(PROMPT_ID).asText().equals(ours)
                || item.path(EXTRA_DATA).path("client_id").asText().equals(ours);
    }
}
