package io.controlnetflow.core.embedded.fault;

import java.util.Arrays;
import java.util.Optional;

/** One way in which a network or a provider fails. */
public enum Fault {
    /** 429 with {@code Retry-After: 1}; nothing is done. */
    RATE("429"),
    /** 429 without a hint; nothing is done. */
    RATE_BARE("429-bare"),
    INTERNAL("500"),
    BAD_GATEWAY("502"),
    UNAVAILABLE("503"),
    GATEWAY_TIMEOUT("504"),
    /** 504, but the request was carried out. */
    GATEWAY_TIMEOUT_AFTER("504-after"),
    /** The connection is closed; nothing is done. */
    RESET_BEFORE("reset-before"),
    /** The connection is closed, but the request was carried out. */
    RESET_AFTER("reset-after"),
    /** Carried out, but answered late. */
    SLOW("slow"),
    /** Carried out; the answer is 200 with JSON cut in the middle. */
    MALFORMED("malformed"),
    /** Carried out; the answer is 200 without {@code data.id}. */
    NO_ID("no-id"),
    /** The connection is closed in the middle of the body; Content-Length is right. */
    TRUNCATED("truncated"),
    /** Content-Length is too small, and so is the body: it looks complete. */
    WRONG_LENGTH("wrong-length"),
    /** 502 with an HTML page of a gateway; nothing is done. */
    HTML("html"),
    /** Tasks only: refused by moderation. */
    TASK_MODERATION("1200"),
    TASK_MEDIA("1402"),
    TASK_NOT_COMPLETED("1403"),
    TASK_FAILED("1405"),
    TASK_INTERNAL("5000"),
    TASK_UNAVAILABLE("5003"),
    TASK_TIMEOUT("5004");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** The word in a fault text. */
    public String text() {
        return text;
    }

    public boolean ofTasks() {
        return name().startsWith("TASK_");
    }

    public static Optional<Fault> named(String word) {
        return Arrays.stream(values()).filter(f -> f.text.equals(word)).findFirst();
    }
}
