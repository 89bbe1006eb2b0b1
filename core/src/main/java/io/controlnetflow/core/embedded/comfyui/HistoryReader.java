package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of ComfyUI's history as progress. Entries without a status are those of old versions, which only kept what succeeded. */
final class HistoryReader {
    private HistoryReader() {}

    static Progress read(JsonNode entry) {
        JsonNode status = entry.path("status");
        JsonNode wrong = event(status, "execution_error");
        if (wrong != null) {
            return new Progress.Failed(error(wrong));
        }
        if (event(status, "execution_interrupted") != null) {
            return new Progress.Failed("ComfyUI: the prompt was interrupted there");
        }
        if (status.path("status_str").asText().equals("error")) {
            return new Progress.Failed("ComfyUI: the prompt failed, and it does not say why");
        }
        return new Progress.Done(files(entry.path("outputs")), took(status));
    }

    private static List<Saved> files(JsonNode outputs) {
        List<Saved> files = new ArrayList<>();
        for (JsonNode node : outputs) {
            for (JsonNode image : node.path("images")) {
                files.add(new Saved(
                        image.path("filename").asText(),
                        image.path("subfolder").asText(),
                        image.path("type").asText("output")));
            }
        }
        return files;
    }

    private static String error(JsonNode wrong) {
        String message = wrong.path("exception_message").asText().strip();
        return "ComfyUI: " + wrong.path("node_type").asText("a node") + ": "
                + wrong.path("exception_type").asText("error")
                + (message.isEmpty() ? "" : ": " + message);
    }

    private static @Nullable Duration took(JsonNode status) {
        JsonNode start = event(status, "execution_start");
        JsonNode end = event(status, "execution_success");
        return start == null || end == null || !start.has("timestamp") || !end.has("timestamp")
                ? null
                : Duration.ofMillis(Math.max(
                        0,
                        end.path("timestamp").asLong() - start.path("timestamp").asLong()));
    }

    /** The data of the last message of a kind; messages are pairs of kind and data. */
    private static @Nullable JsonNode event(JsonNode status, String kind) {
        JsonNode found = null;
        for (JsonNode message : status.path("messages")) {
            if (message.path(0).asText().equals(kind)) {
                found = message.path(1);
            }
        }
        return found;
    }
}
