package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.books.TaskOutput;
import io.controlnetflow.core.embedded.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A task in the API's words. */
public final class TaskView {
    private final StateFolder folder;

    public TaskView(StateFolder folder) {
        this.folder = folder;
    }

    /** As submit and result answer it; with base64 outputs when the request asked for them. */
    ObjectNode of(Task task, String base) throws IOException {
        ObjectNode view = item(task, base);
        if (task.flag("enable_base64_output")) {
            ArrayNode outputs = view.putArray("outputs");
            for (TaskOutput output : task.outputs()) {
                outputs.add(
                        output.file() == null
                                ? output.value()
                                : TextNode.valueOf(Base64.getEncoder()
                                        .encodeToString(Files.readAllBytes(folder.output(output.file())))));
            }
        }
        return view;
    }

    /** As the answer to its submit: whatever happened since, it was just created. */
    ObjectNode created(Task task, String base) {
        return item(task, base).put("status", Task.State.CREATED.text());
    }

    /** As the list shows it: always with URLs. */
    ObjectNode item(Task task, String base) {
        ObjectNode o = Json.object().put("id", task.id()).put("model", task.model());
        ArrayNode outputs = o.putArray("outputs");
        task.outputs()
                .forEach(out -> outputs.add(
                        out.file() == null ? out.value() : TextNode.valueOf(base + "/files/outputs/" + out.file())));
        o.putObject("urls").put("get", base + "/api/v3/predictions/" + task.id() + "/result");
        task.nsfw().forEach(o.putArray("has_nsfw_contents")::add);
        long took = took(task);
        o.put("status", task.state().text())
                .put("created_at", task.createdAt().toString())
                .put("error", task.error())
                .put("code", task.code())
                .put("executionTime", took);
        o.putObject("timings")
                .put(
                        "inference",
                        task.inference() == null ? took : task.inference().toMillis());
        return o;
    }

    private static long took(Task task) {
        Instant start = task.startedAt();
        Instant end = task.endedAt();
        return start == null || end == null
                ? 0
                : Math.max(0, Duration.between(start, end).toMillis());
    }
}
