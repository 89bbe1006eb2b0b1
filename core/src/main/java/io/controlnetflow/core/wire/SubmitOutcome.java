package io.controlnetflow.core.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a POST that costs money. */
public sealed interface SubmitOutcome {
    /** There is an id: poll it, never send again. The prediction may be final already. */
    record Accepted(Prediction prediction) implements SubmitOutcome {}

    /**
     * Certainly no task was made.
     *
     * @param status the HTTP status, the envelope's code under HTTP 200, or 0 when no answer came
     */
    record NotAccepted(
            Why why, int status, String message, @Nullable Duration retryAfter) implements SubmitOutcome {}

    /** A task may have been made and billed: look it up, never send again on a guess. */
    record Ambiguous(String why) implements SubmitOutcome {}

    /** Why a submit was not accepted. */
    enum Why {
        /** Too fast: wait, then send again. */
        RATE,
        /** The request is wrong: sending it again would change nothing. */
        REJECTED,
        /** The key is wrong or inactive: pause. */
        UNAUTHORIZED,
        /** No credit: pause. */
        NO_CREDIT,
        /** Not a byte of the request was sent: send again later. */
        NOT_REACHED
    }
}
