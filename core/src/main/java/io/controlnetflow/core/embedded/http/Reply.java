package io.controlnetflow.core.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as a value, before it goes out. Immutable. */
public final class Reply {
    /** How an answer is damaged on its way. */
    public enum Damage {
        NONE,
        /** The connection is closed without an answer. */
        DROPPED,
        /** The connection is closed in the middle of the body. */
        TRUNCATED,
        /** The body and its Content-Length are too short. */
        SHORT
    }

    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;
    private final @Nullable Path file;
    private final Damage damage;

    private Reply(int status, Map<String, String> headers, byte[] bytes, @Nullable Path file, Damage damage) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.bytes = bytes;
        this.file = file;
        this.damage = damage;
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8),
                null,
                Damage.NONE);
    }

    /** The envelope around data. */
    public static Reply ok(JsonNode data) {
        ObjectNode envelope = Json.object().put("code", 200).put("message", "success");
        envelope.set("data", data);
        return json(200, envelope);
    }

    public static Reply error(int status, String message) {
        return json(status, Json.object().put("code", status).put("message", message));
    }

    public static Reply text(int status, String body, Map<String, String> headers) {
        return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8), null, Damage.NONE);
    }

    public static Reply file(Path file, String mediaType) {
        return new Reply(200, Map.of("Content-Type", mediaType), new byte[0], file, Damage.NONE);
    }

    public static Reply dropped() {
        return new Reply(0, Map.of(), new byte[0], null, Damage.DROPPED);
    }

    public Reply damaged(Damage how) {
        return new Reply(status, headers, bytes, file, how);
    }

    public Reply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, bytes, file, damage);
    }

    /** The same head with another body. */
    public Reply withBody(byte[] body) {
        return new Reply(status, headers, body, null, damage);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    public byte[] bytes() {
        return bytes;
    }

    @Nullable
    Path file() {
        return file;
    }

    Damage damage() {
        return damage;
    }
}
