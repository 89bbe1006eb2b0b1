package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One accepted request. Immutable; every change is a new value and a line in the journal.
 *
 * @param caller the fingerprint of the API key
 * @param inputs as sent, without names that the model does not know
 * @param fingerprint of the inputs, uploads by their bytes: equal requests have equal ones
 * @param seed the one that was sent, or drawn
 * @param generation from start to end
 * @param base the caller's name for this server
 * @param startedAt null while it waits for a free place
 * @param inference how long the rendering took; null: from start to end
 * @param outputs files, or what stands in the answer
 * @param error empty when none
 * @param code 0, or what went wrong
 * @param called whether nothing is left to do for the webhook
 */
public record Task(
        String id,
        String caller,
        String model,
        ObjectNode inputs,
        String fingerprint,
        int seed,
        Duration generation,
        BigDecimal price,
        String base,
        @Nullable String webhook,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        State state,
        @Nullable Duration inference,
        List<TaskOutput> outputs,
        List<Boolean> nsfw,
        String error,
        int code,
        boolean called) {
    public enum State {
        CREATED,
        PROCESSING,
        COMPLETED,
        FAILED,
        CANCELLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Task {
        outputs = List.copyOf(outputs);
        nsfw = List.copyOf(nsfw);
    }

    public boolean ended() {
        return state == State.COMPLETED || refunded();
    }

    /** It ended without what was paid for. */
    public boolean refunded() {
        return state == State.FAILED || state == State.CANCELLED;
    }

    public boolean flag(String name) {
        return inputs.path(name).asBoolean(false);
    }

    /** The names of its files. */
    public List<String> files() {
        return outputs.stream().map(TaskOutput::file).filter(Objects::nonNull).toList();
    }

    public int images() {
        return inputs.path("num_images").asInt(1);
    }

    /** When the result may be seen at the earliest; only of a started task. */
    public Instant due() {
        return (startedAt == null ? createdAt : startedAt).plus(generation);
    }

    public Task started(Instant at) {
        return next(State.PROCESSING, at, null, null, outputs, nsfw, error, code, called);
    }

    public Task completed(Instant at, List<TaskOutput> files, List<Boolean> flags, @Nullable Duration took) {
        return next(State.COMPLETED, startedAt, at, took, files, flags, "", 0, called);
    }

    public Task failed(Instant at, int why, String message) {
        return next(State.FAILED, startedAt, at, null, List.of(), List.of(), message, why, called);
    }

    public Task cancelled(Instant at) {
        return next(State.CANCELLED, startedAt, at, null, List.of(), List.of(), "cancelled", 0, called);
    }

    public Task withCalled() {
        return next(state, startedAt, endedAt, inference, outputs, nsfw, error, code, true);
    }

    private Task next(
            State newState,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Duration took,
            List<TaskOutput> files,
            List<Boolean> flags,
            String message,
            int why,
            boolean done) {
        return new Task(
                id,
                caller,
                model,
                inputs,
                fingerprint,
                seed,
                generation,
                price,
                base,
                webhook,
                createdAt,
                start,
                end,
                newState,
                took,
                files,
                flags,
                message,
                why,
                done);
    }

    ObjectNode toJson() {
        ObjectNode o = Json.object()
                .put("id", id)
                .put("caller", caller)
                .put("model", model)
                .put("fingerprint", fingerprint)
                .put("seed", seed)
                .put("generation", generation.toMillis())
                .put("price", price.toPlainString())
                .put("base", base)
                .put("webhook", webhook)
                .put("created", createdAt.toString())
                .put("started", startedAt == null ? null : startedAt.toString())
                .put("ended", endedAt == null ? null : endedAt.toString())
                .put("state", state.name())
                .put("took", inference == null ? null : inference.toMillis())
                .put("error", error)
                .put("code", code)
                .put("called", called);
        o.set("inputs", inputs);
        outputs.forEach(out -> o.withArray("outputs").add(out.toJson()));
        nsfw.forEach(o.putArray("nsfw")::add);
        return o;
    }

    static Task of(JsonNode o) {
        List<TaskOutput> outputs = new ArrayList<>();
        o.path("outputs").forEach(n -> outputs.add(TaskOutput.of(n)));
        List<Boolean> nsfw = new ArrayList<>();
        o.path("nsfw").forEach(n -> nsfw.add(n.asBoolean()));
        Instant created = Instant.parse(o.path("created").asText());
        return new Task(
                o.path("id").asText(),
                o.path("caller").asText(),
                o.path("model").asText(),
                (ObjectNode) o.path("inputs"),
                o.path("fingerprint").asText(),
                o.path("seed").asInt(),
                Duration.ofMillis(o.path("generation").asLong()),
                new BigDecimal(o.path("price").asText()),
                o.path("base").asText(),
                o.path("webhook").isTextual() ? o.path("webhook").asText() : null,
                created,
                instant(o.path("started")),
                instant(o.path("ended")),
                State.valueOf(o.path("state").asText()),
                o.path("took").isNumber() ? Duration.ofMillis(o.path("took").asLong()) : null,
                outputs,
                nsfw,
                o.path("error").asText(),
                o.path("code").asInt(),
                o.path("called").asBoolean());
    }

    private static @Nullable Instant instant(JsonNode n) {
        return n.isTextual() ? Instant.parse(n.asText()) : null;
    }
}
