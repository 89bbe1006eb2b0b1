package io.controlnetflow.core.embedded;

import io.controlnetflow.core.embedded.fault.Draw;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Request;
import java.util.Set;

/** Who calls. Keys are never kept: only the first digits of their digest. */
final class Keys {
    private final Set<String> accepted;

    Keys(Set<String> accepted) {
        this.accepted = accepted;
    }

    /**
     * @throws Refusal 401 without an accepted key
     */
    String caller(Request request) {
        String key = key(request);
        if (key.isEmpty()) {
            throw new Refusal(401, "missing API key: send the header Authorization: Bearer <key>");
        }
        if (!accepted.isEmpty() && !accepted.contains(key)) {
            throw new Refusal(401, "invalid API key");
        }
        return fingerprint(key);
    }

    /** The fingerprint of whatever key was sent; {@code none} without one. */
    String claimed(Request request) {
        String key = key(request);
        return key.isEmpty() ? "none" : fingerprint(key);
    }

    private static String key(Request request) {
        String header = request.header("Authorization").orElse("").trim();
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).trim()
                : "";
    }

    private static String fingerprint(String key) {
        return Draw.sha256(key).substring(0, 12);
    }
}
