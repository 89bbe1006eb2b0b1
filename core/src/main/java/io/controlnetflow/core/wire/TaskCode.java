package io.controlnetflow.core.wire;

import java.util.List;

/**
 * A prediction's own error code, not the envelope's (source: the vendor's page on errors and retries; 1406 and 1407 are named
 * by third parties only).
 *
 * @param meaning for a person
 * @param temporary a further attempt, billed anew, has a chance
 */
public record TaskCode(int code, String meaning, boolean temporary) {
    /** The time-out of the provider; for a sync request the task goes on. */
    public static final int TIMED_OUT = 5004;
    /** Named by a third party: an envelope under HTTP 400. */
    public static final int INSUFFICIENT_CREDITS = 1407;

    private static final List<TaskCode> ALL = List.of(
            new TaskCode(0, "success", false),
            new TaskCode(1200, "stopped by content moderation", false),
            new TaskCode(1400, "a parameter is missing", false),
            new TaskCode(1401, "a parameter is invalid", false),
            new TaskCode(1402, "an input picture could not be fetched by the provider", false),
            new TaskCode(1403, "the task could not be completed", false),
            new TaskCode(1405, "the task failed", false),
            new TaskCode(INSUFFICIENT_CREDITS, "insufficient credits", false),
            new TaskCode(5000, "internal error of the provider", true),
            new TaskCode(5003, "the provider's service is unavailable", true),
            new TaskCode(TIMED_OUT, "timed out at the provider", true));

    /** The known code, or an unknown one that is not temporary. */
    public static TaskCode of(int code) {
        return ALL.stream()
                .filter(known -> known.code == code)
                .findFirst()
                .orElseGet(() -> new TaskCode(code, "unknown task code", false));
    }

    /** All known codes. */
    public static List<TaskCode> all() {
        return ALL;
    }
}
