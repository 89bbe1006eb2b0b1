package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ComfyUI's queue and history: in memory, gone at a restart (source: PromptQueue in its execution.py). Thread-safe. */
final class PromptQueue {
    private final ArrayDeque<ArrayNode> pending = new ArrayDeque<>();
    private final Map<String, ObjectNode> history = new LinkedHashMap<>();
    private final List<String> interrupted = new ArrayList<>();
    private @Nullable ArrayNode running;
    private int number;

    synchronized int put(String id, JsonNode prompt, String clientId) {
        ArrayNode item = Http.JSON.createArrayNode().add(number).add(id);
        item.add(prompt);
        item.addObject().put("client_id", clientId);
        item.addArray();
        pending.add(item);
        return number++;
    }

    /** Begins the next one; null when there is none, or one is at work. */
    synchronized @Nullable ArrayNode begin() {
        if (running != null || pending.isEmpty()) {
            return null;
        }
        running = pending.poll();
        return running;
    }

    /** Ends the one at work. */
    synchronized void end(List<Saved> files, @Nullable ObjectNode status) {
        if (running == null) {
            return;
        }
        ObjectNode entry = Http.JSON.createObjectNode();
        entry.set("prompt", running);
        ArrayNode images = entry.putObject("outputs").putObject("18").putArray("images");
        files.forEach(f -> images.addObject()
                .put("filename", f.filename())
                .put("subfolder", f.subfolder())
                .put("type", f.type()));
        entry.set("status", status);
        history.put(running.path(1).asText(), entry);
        running = null;
    }

    synchronized boolean isRunning(String id) {
        return running != null && running.path(1).asText().equals(id);
    }

    synchronized JsonNode queue() {
        ObjectNode queue = Http.JSON.createObjectNode();
        ArrayNode at = queue.putArray("queue_running");
        if (running != null) {
            at.add(running);
        }
        pending.forEach(queue.putArray("queue_pending")::add);
        return queue;
    }

    synchronized JsonNode history(@Nullable String id) {
        ObjectNode found = Http.JSON.createObjectNode();
        history.forEach((k, v) -> {
            if (id == null || id.equals(k)) {
                found.set(k, v);
            }
        });
        return found;
    }

    synchronized void delete(String id) {
        pending.removeIf(i -> i.path(1).asText().equals(id));
    }

    synchronized void interrupt() {
        if (running != null) {
            interrupted.add(running.path(1).asText());
        }
    }

    synchronized List<String> interrupted() {
        return List.copyOf(interrupted);
    }

    synchronized void restart() {
        pending.clear();
        history.clear();
        running = null;
    }
}
