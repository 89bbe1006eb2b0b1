package io.controlnetflow.core.embedded.http;

import java.util.Locale;

/** What a request is for: where faults are placed and requests are counted. */
public enum Step {
    UPLOAD,
    SUBMIT,
    POLL,
    DOWNLOAD,
    LIST,
    /** Outgoing: the server calls a webhook. */
    WEBHOOK,
    /** Not a request: how a task ends. */
    TASK,
    OTHER;

    /** The word in a fault text. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
