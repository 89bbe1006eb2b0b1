package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What was accepted, uploaded and paid. Every change is in the journal before it is seen. Thread-safe. */
public final class Books implements AutoCloseable {
    /** Records and uploads live so long (source: the provider's pages on history and uploads). */
    static final Duration KEPT = Duration.ofDays(7);

    private final StateFolder folder;
    private final Clock clock;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Upload> uploads = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private final Tally tally = new Tally();
    private final Journal journal;
    private boolean closed;

    private Books(StateFolder folder, Clock clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        Journal.read(folder.journal(), this::replay);
        this.journal = Journal.rewrite(folder.journal(), compacted());
    }

    public static Books open(StateFolder folder, Clock clock) {
        try {
            return new Books(folder, clock);
        } catch (IOException e) {
            throw new EmbeddedUnavailable("embedded server: books cannot be read: " + e.getMessage(), e);
        }
    }

    private void replay(JsonNode line) {
        if (line.has("task")) {
            Task task = Task.of(line.get("task"));
            tally.count(tasks.put(task.id(), task), task);
        } else if (line.has("upload")) {
            Upload upload = Upload.of(line.get("upload"));
            uploads.put(upload.id(), upload);
        } else if (line.has("deleted")) {
            tasks.remove(line.get("deleted").asText());
        } else if (line.has("posted")) {
            tally.posted(line.get("posted").asText());
        } else if (line.has("secret")) {
            secrets.put(line.get("caller").asText(), line.get("secret").asText());
        } else if (line.has("note")) {
            notes.put(line.get("of").asText(), line.get("note").asText());
        } else if (line.has("tally")) {
            tally.read(line.get("tally"));
        }
    }

    /** Forgets what is past its time; the sums stay. */
    private Stream<ObjectNode> compacted() {
        Instant oldest = clock.instant().minus(KEPT);
        tasks.values().removeIf(t -> {
            boolean old = t.createdAt().isBefore(oldest);
            if (old) {
                t.files().forEach(o -> StateFolder.delete(folder.output(o)));
            }
            return old;
        });
        uploads.values().removeIf(u -> {
            boolean old = u.at().isBefore(oldest);
            if (old) {
                StateFolder.delete(folder.upload(u.id()));
            }
            return old;
        });
        notes.keySet().removeIf(id -> unfinished(id).isEmpty());
        return Stream.of(
                        tasks.values().stream().map(t -> line("task", t.toJson())),
                        uploads.values().stream().map(u -> line("upload", u.toJson())),
                        secrets.entrySet().stream()
                                .map(e ->
                                        Json.object().put("caller", e.getKey()).put("secret", e.getValue())),
                        notes.entrySet().stream().map(e -> note(e.getKey(), e.getValue())),
                        Stream.of(line("tally", tally.toJson())))
                .flatMap(s -> s);
    }

    private static ObjectNode line(String name, JsonNode value) {
        ObjectNode line = Json.object();
        line.set(name, value);
        return line;
    }

    private static ObjectNode note(String id, String text) {
        return Json.object().put("of", id).put("note", text);
    }

    private Optional<Task> unfinished(String id) {
        return Optional.ofNullable(tasks.get(id)).filter(t -> !t.ended());
    }

    /** What a renderer must still know of an unfinished task after a kill. False: the task has ended, or the books are closed. */
    public synchronized boolean keep(String id, String note) {
        if (closed || unfinished(id).isEmpty()) {
            return false;
        }
        journal.append(note(id, note));
        notes.put(id, note);
        return true;
    }

    public synchronized Optional<String> note(String id) {
        return Optional.ofNullable(notes.get(id));
    }

    /** A submit POST has come, whatever will be made of it. */
    public synchronized void posted(String caller) {
        journal.append(Json.object().put("posted", caller));
        tally.posted(caller);
    }

    public synchronized void put(Task task) {
        journal.append(line("task", task.toJson()));
        if (task.ended()) {
            notes.remove(task.id());
        }
        tally.count(tasks.put(task.id(), task), task);
    }

    /** Changes a task that is still there, and returns it as it is now. Empty also when the books are closed. */
    public synchronized Optional<Task> update(String id, UnaryOperator<Task> change) {
        Optional<Task> changed =
                Optional.ofNullable(tasks.get(id)).filter(t -> !closed).map(change);
        changed.ifPresent(this::put);
        return changed;
    }

    public synchronized Optional<Task> task(String id) {
        return Optional.ofNullable(tasks.get(id)).filter(t -> alive(t.createdAt()));
    }

    public synchronized List<Task> newestFirst(Predicate<Task> wanted) {
        List<Task> found = new ArrayList<>();
        for (Task t : tasks.values()) {
            if (alive(t.createdAt()) && wanted.test(t)) {
                found.add(t);
            }
        }
        java.util.Collections.reverse(found);
        return found;
    }

    /** How many of them were there and had ended; a task at work stays. */
    public synchronized int delete(Collection<String> ids) {
        int deleted = 0;
        for (String id : ids) {
            Task task = tasks.get(id);
            if (task != null && task.ended()) {
                journal.append(Json.object().put("deleted", id));
                tasks.remove(id);
                task.files().forEach(o -> StateFolder.delete(folder.output(o)));
                deleted++;
            }
        }
        return deleted;
    }

    public synchronized void put(Upload upload) {
        journal.append(line("upload", upload.toJson()));
        uploads.put(upload.id(), upload);
    }

    public synchronized Optional<Upload> upload(String id) {
        return Optional.ofNullable(uploads.get(id)).filter(u -> alive(u.at()));
    }

    /** The webhook secret of a caller; drawn once. */
    public synchronized String secret(String caller) {
        return secrets.computeIfAbsent(caller, c -> {
            String secret = "whsec_" + StateFolder.id() + StateFolder.id();
            journal.append(Json.object().put("caller", c).put("secret", secret));
            return secret;
        });
    }

    /** USD charged and not refunded, ever. */
    public synchronized BigDecimal spent() {
        return tally.charged().subtract(tally.refunded());
    }

    public synchronized Tally tally() {
        return tally.copy();
    }

    private boolean alive(Instant from) {
        return !from.isBefore(clock.instant().minus(KEPT));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        journal.close();
    }
}
