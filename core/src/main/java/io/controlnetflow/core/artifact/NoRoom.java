package io.controlnetflow.core.artifact;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises a write that failed for want of room, by the operating system's words: Java has no exception for it. */
public final class NoRoom {
    private static final String FULL = "the disk is full; free some space";
    private static final Map<String, String> WORDS = Map.of(
            "No space left",
            FULL,
            "not enough space",
            FULL,
            "Disk quota",
            "the disk quota is used up; free some space",
            "File too large",
            "a file may not grow that large here; raise the limit on file sizes");

    private NoRoom() {}

    /** What is wrong and what to do about it; empty when the failure has another reason. */
    public static Optional<String> in(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            for (Map.Entry<String, String> words : WORDS.entrySet()) {
                if (message.contains(words.getKey())) {
                    return Optional.of(words.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
