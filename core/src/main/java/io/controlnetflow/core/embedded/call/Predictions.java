package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import io.controlnetflow.core.embedded.render.Scheduler;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Result, list, delete and cancel. */
public final class Predictions {
    private static final int MOST_A_PAGE = 100;
    private final Books books;
    private final Scheduler scheduler;
    private final TaskView view;

    public Predictions(Books books, Scheduler scheduler, TaskView view) {
        this.books = books;
        this.scheduler = scheduler;
        this.view = view;
    }

    Reply result(Request request, String caller, Matcher path) throws IOException {
        Task task = books.task(path.group("id")).orElseThrow(() -> unknown(path));
        return Reply.ok(view.of(task, request.base()));
    }

    /** Newest first; a page beyond the last one is empty. */
    Reply list(Request request, String caller, Matcher path) throws IOException {
        ObjectNode body = request.json();
        int page = whole(body, "page", 1, Integer.MAX_VALUE, 1);
        int size = whole(body, "page_size", 1, MOST_A_PAGE, 20);
        boolean inputs = body.path("include_inputs").asBoolean(false);
        List<Task> found = books.newestFirst(wanted(body));
        ArrayNode items = Json.array();
        found.stream().skip((long) (page - 1) * size).limit(size).forEach(t -> {
            ObjectNode item = view.item(t, request.base());
            if (inputs) {
                item.set("inputs", t.inputs());
            }
            items.add(item);
        });
        ObjectNode data = Json.object().put("page", page).put("page_size", size).put("total", found.size());
        data.set("items", items);
        return Reply.ok(data);
    }

    /** Only here: the provider's API has no such call. A task that has ended stays as it is. */
    Reply cancel(Request request, String caller, Matcher path) throws IOException {
        Task task = scheduler.cancel(path.group("id")).orElseThrow(() -> unknown(path));
        return Reply.ok(view.of(task, request.base()));
    }

    private static Refusal unknown(Matcher path) {
        return new Refusal(404, "Prediction not found: " + path.group("id"));
    }

    Reply delete(Request request, String caller, Matcher path) throws IOException {
        JsonNode ids = request.json().path("ids");
        if (!ids.isArray()) {
            throw new Refusal(400, "ids: must be an array of prediction ids");
        }
        List<String> all = new ArrayList<>();
        ids.forEach(n -> all.add(n.asText()));
        return Reply.ok(Json.object().put("deleted_count", books.delete(all)));
    }

    private static Predicate<Task> wanted(ObjectNode body) {
        String model = body.path("model").asText("");
        String status = body.path("status").asText("");
        Instant after = instant(body, "created_after");
        Instant before = instant(body, "created_before");
        return t -> (model.isEmpty() || model.equals(t.model()))
                && (status.isEmpty() || status.equals(t.state().text()))
                && (after == null || !t.createdAt().isBefore(after))
                && (before == null || !t.createdAt().isAfter(before));
    }

    private static @Nullable Instant instant(ObjectNode body, String name) {
        String text = body.path(name).asText("");
        try {
            return text.isEmpty() ? null : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal(400, name + ": " + text + " is not an RFC 3339 time");
        }
    }

    private static int whole(ObjectNode body, String name, int least, int most, int otherwise) {
        JsonNode n = body.path(name);
        if (n.isMissingNode() || n.isNull()) {
            return otherwise;
        }
        if (!n.canConvertToInt() || n.asInt() < least || n.asInt() > most) {
            throw new Refusal(400, name + ": " + n + " is outside " + least + " to " + most);
        }
        return n.asInt();
    }
}
