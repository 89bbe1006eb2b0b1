package io.controlnetflow.core.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an answer of the API says. */
public sealed interface Answer<T> {
    /** Success: HTTP 2xx and envelope code 200. */
    record Ok<T>(T value) implements Answer<T> {}

    /**
     * A refusal, by HTTP status or by the envelope's code under HTTP 200.
     *
     * @param code the envelope's code, or the HTTP status where there is none
     * @param message the provider's words
     * @param retryAfter the wait it asks for, or null
     */
    record Refused<T>(
            int httpStatus,
            int code,
            String message,
            @Nullable Duration retryAfter) implements Answer<T> {
        /** True for 429 and 5xx, as HTTP status or as envelope code: ask again later. */
        public boolean temporary() {
            int status = httpStatus >= 200 && httpStatus < 300 ? code : httpStatus;
            return status == 429 || status == 408 || (status >= 500 && status < 600) || status / 1000 == 5;
        }
    }

    /** Success by its status, but what it says cannot be read. */
    record Unreadable<T>(int httpStatus, String why) implements Answer<T> {}
}
