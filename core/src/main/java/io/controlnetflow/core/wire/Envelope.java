package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer taken apart, as far as it can be.
 *
 * @param tree the body, or null when it is not a JSON object
 * @param code the envelope's code, or -1
 */
record Envelope(int status, @Nullable JsonNode tree, int code, String page) {
    static Envelope read(int status, Body body) {
        return new Envelope(status, body.tree(), Json.whole(body.tree(), "code", -1), body.page());
    }

    boolean ok() {
        return status >= 200 && status < 300 && (code == 200 || code == -1);
    }

    /** The payload; the tree itself where there is no envelope, as in webhooks. */
    @Nullable
    JsonNode data() {
        if (tree == null) {
            return null;
        }
        JsonNode data = tree.get("data");
        return data == null && code == -1 && !tree.has("message") ? tree : data;
    }

    /** What the provider says: {@code message}, else {@code error}, else the page's title, else the status. */
    String message() {
        String said = Json.text(tree, "message");
        if (said.isEmpty() || (said.equalsIgnoreCase("success") && !ok())) {
            String error = Json.text(tree, "error");
            JsonNode nested = tree == null ? null : tree.get("error");
            said = error.isEmpty() ? Json.text(nested, "message") : error;
        }
        if (said.isEmpty()) {
            said = page.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + page;
        }
        String errorCode = Json.text(tree, "error_code");
        return errorCode.isEmpty() ? said : said + " (" + errorCode + ")";
    }

    <T> Answer<T> answer(@Nullable Duration retryAfter, Function<JsonNode, Optional<T>> reader, String what) {
        if (!ok()) {
            boolean unread = tree == null && status >= 200 && status < 300;
            return unread
                    ? new Answer.Unreadable<>(status, what + " is not JSON")
                    : new Answer.Refused<>(status, code == -1 ? status : code, message(), retryAfter);
        }
        if (tree == null) {
            return new Answer.Unreadable<>(status, what + " is not JSON: " + page);
        }
        JsonNode data = data();
        Optional<T> value = data == null ? Optional.empty() : reader.apply(data);
        return value.<Answer<T>>map(Answer.Ok::new)
                .orElseGet(() -> new Answer.Unreadable<>(status, what + " lacks what it must hold"));
    }
}
