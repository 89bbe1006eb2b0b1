package io.controlnetflow.core.wire;

import java.util.Locale;
import java.util.Set;

/**
 * The state of a prediction as the API names it. Names that we do not know are kept and are not terminal: keep polling.
 *
 * @param text in lower case
 */
public record Status(String text) {
    public static final Status CREATED = new Status("created");
    public static final Status PROCESSING = new Status("processing");
    public static final Status COMPLETED = new Status("completed");
    public static final Status FAILED = new Status("failed");
    public static final Status CANCELLED = new Status("cancelled");
    public static final Status TIMEOUT = new Status("timeout");
    public static final Status DELETED = new Status("deleted");

    private static final Set<Status> ENDS = Set.of(COMPLETED, FAILED, CANCELLED, TIMEOUT, DELETED);

    public Status {
        text = text.trim().toLowerCase(Locale.ROOT);
    }

    /** True for completed, failed, cancelled, timeout and deleted. */
    public boolean terminal() {
        return ENDS.contains(this);
    }

    public boolean completed() {
        return equals(COMPLETED);
    }

    /** True once the provider works on it: deadlines count from here. */
    public boolean processing() {
        return equals(PROCESSING);
    }

    @Override
    public String toString() {
        return text;
    }
}
