package io.controlnetflow.routes.stage;

import org.jspecify.annotations.Nullable;

/**
 * What a call was answered.
 *
 * @param retryAfter the header as it came
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, @Nullable String retryAfter, byte[] body) {}
