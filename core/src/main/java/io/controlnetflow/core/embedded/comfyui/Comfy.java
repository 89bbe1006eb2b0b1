package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** ComfyUI's endpoints. Every call is one request; nothing is repeated here. Thread-safe. */
final class Comfy {
    /** How many of the newest prompts are searched for one whose id is not known. */
    private static final int RECENT = 1_000;

    private final Http http;

    Comfy(ComfyUiSettings settings) {
        this.http = new Http(settings.server(), settings.patience());
    }

    /** What a node class takes; empty: this ComfyUI has no such class. */
    Optional<JsonNode> info(String type) throws IOException {
        return Optional.ofNullable(http.json("/object_info/" + type).get(type));
    }

    /**
     * Puts a picture into the input folder. The same bytes under the same name are the same file.
     *
     * @return what LoadImage calls it
     */
    String upload(String name, byte[] png) throws IOException {
        FormData form = new FormData();
        form.field("type", "input");
        form.field("subfolder", Saved.FOLDER);
        form.file("image", name, "image/png", png);
        Http.Answer answer = http.post("/upload/image", form.contentType(), form.bytes());
        JsonNode json = answer.json();
        if (answer.status() != 200 || !json.hasNonNull("name")) {
            throw new Unanswered("HTTP " + answer.status() + " for /upload/image");
        }
        String subfolder = json.path("subfolder").asText();
        return (subfolder.isEmpty() ? "" : subfolder + "/") + json.path("name").asText();
    }

    /**
     * Sends a prompt, once.
     *
     * @param id as prompt id, which old versions ignore, and as client id, by which theirs is found too
     */
    Sent post(JsonNode graph, String id) {
        ObjectNode body = Http.JSON.createObjectNode().put("client_id", id).put("prompt_id", id);
        body.set("prompt", graph);
        try {
            Http.Answer answer =
                    http.post("/prompt", "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
            return sent(answer);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Sent.NotSent(e.toString());
        } catch (IOException e) {
            return new Sent.Unclear(e.toString());
        }
    }

    private static Sent sent(Http.Answer answer) {
        String id = answer.json().path("prompt_id").asText();
        if (answer.status() == 200 && !id.isEmpty()) {
            return new Sent.Accepted(id);
        }
        if (answer.status() == 400) {
            return new Sent.Refused(NodeErrors.of(answer.json()));
        }
        return answer.status() / 100 == 4
                ? new Sent.Refused("ComfyUI refuses the prompt: HTTP " + answer.status())
                : new Sent.Unclear("HTTP " + answer.status());
    }

    /** Where a prompt is. It moves from the queue to the history, so what is in neither is looked for in the history once more. */
    Progress progress(String promptId) throws IOException {
        Optional<JsonNode> ended = ended(promptId);
        if (ended.isPresent()) {
            return HistoryReader.read(ended.get());
        }
        if (QueueReader.holds(http.json("/queue"), promptId)) {
            return new Progress.Queued();
        }
        return ended(promptId).map(HistoryReader::read).orElseGet(Progress.Absent::new);
    }

    private Optional<JsonNode> ended(String promptId) throws IOException {
        return Optional.ofNullable(http.json("/history/" + promptId).get(promptId));
    }

    /** The id of the prompt that was sent under ours, by whatever id ComfyUI knows it. The queue comes first: from there it moves to the history. */
    Optional<String> find(String ours) throws IOException {
        Optional<String> queued = QueueReader.sentBy(http.json("/queue"), ours);
        if (queued.isPresent()) {
            return queued;
        }
        if (ended(ours).isPresent()) {
            return Optional.of(ours);
        }
        for (Map.Entry<String, JsonNode> entry :
                http.json("/history?max_items=" + RECENT).properties()) {
            if (QueueReader.isFrom(entry.getValue().path("prompt"), ours)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** The bytes of a file; empty: it is not there. */
    Optional<byte[]> view(Saved file) throws IOException {
        Http.Answer answer = http.get("/view?filename=" + encoded(file.filename()) + "&subfolder="
                + encoded(file.subfolder()) + "&type=" + encoded(file.type()));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new Unanswered("HTTP " + answer.status() + " for /view");
        }
        return Optional.of(answer.body());
    }

    /** Takes it out of the queue, or interrupts it when it is the one at work; old versions interrupt without asking which. */
    void withdraw(String promptId) throws IOException {
        post(
                "/queue",
                Http.JSON
                        .createObjectNode()
                        .set("delete", Http.JSON.createArrayNode().add(promptId)));
        if (QueueReader.isRunning(http.json("/queue"), promptId)) {
            post("/interrupt", Http.JSON.createObjectNode().put("prompt_id", promptId));
        }
    }

    private void post(String path, JsonNode body) throws IOException {
        Http.Answer answer = http.post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.status() / 100 != 2) {
            throw new Unanswered("HTTP " + answer.status() + " for " + path);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
