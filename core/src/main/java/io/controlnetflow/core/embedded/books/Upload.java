package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One uploaded file, or the ticket for one.
 *
 * @param token what the PUT must know
 * @param name a harmless file name
 * @param size announced bytes, or those that came
 * @param sha256 of the bytes; null: only a ticket so far
 */
public record Upload(
        String id,
        String token,
        String name,
        String mediaType,
        long size,
        Instant at,
        @Nullable String sha256) {
    /** Where it is served, below the server's base URL. */
    public String path() {
        return "/files/uploads/" + id + "/" + name;
    }

    public Upload arrived(long bytes, String digest) {
        return new Upload(id, token, name, mediaType, bytes, at, digest);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("id", id)
                .put("token", token)
                .put("name", name)
                .put("type", mediaType)
                .put("size", size)
                .put("at", at.toString())
                .put("sha256", sha256);
    }

    static Upload of(JsonNode o) {
        return new Upload(
                o.path("id").asText(),
                o.path("token").asText(),
                o.path("name").asText(),
                o.path("type").asText(),
                o.path("size").asLong(),
                Instant.parse(o.path("at").asText()),
                o.path("sha256").isTextual() ? o.path("sha256").asText() : null);
    }
}
