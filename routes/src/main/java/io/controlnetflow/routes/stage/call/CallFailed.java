package io.controlnetflow.routes.stage.call;

import io.controlnetflow.core.wire.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that may be repeated did not work out. */
public final class CallFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean temporary;
    private final transient @Nullable Duration retryAfter;

    private CallFailed(int status, boolean temporary, String message, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /** The value of an answer that says yes. */
    public static <T> T valueOf(Answer<T> answer, String what) throws CallFailed {
        if (answer instanceof Answer.Ok<T> ok) {
            return ok.value();
        }
        if (answer instanceof Answer.Refused<T> no) {
            int status = no.httpStatus() / 100 == 2 ? no.code() : no.httpStatus();
            throw new CallFailed(
                    status, no.temporary(), what + ": HTTP " + status + ": " + no.message(), no.retryAfter());
        }
        Answer.Unreadable<T> unreadable = (Answer.Unreadable<T>) answer;
        throw new CallFailed(unreadable.httpStatus(), true, what + ": " + unreadable.why(), null);
    }

    /** Asking again cannot help. */
    public static CallFailed forGood(String message) {
        return new CallFailed(0, false, message, null);
    }

    /** Passes on a 2xx. */
    public static void check(int status, String what) throws CallFailed {
        if (status / 100 != 2) {
            boolean temporary = status >= 500 || status == 429 || status == 408 || status == 0;
            throw new CallFailed(status, temporary, what + ": HTTP " + status, null);
        }
    }

    public int status() {
        return status;
    }

    /** True when asking again later may help. */
    public boolean temporary() {
        return temporary;
    }

    /** True for 401 and 402: the account's matter, not this job's. */
    public boolean accountWide() {
        return status == 401 || status == 402;
    }

    @Nullable
    public Duration retryAfter() {
        return retryAfter;
    }
}
