package io.controlnetflow.routes.stage.call;

import io.controlnetflow.core.wire.Body;
import org.jspecify.annotations.Nullable;

/**
 * What a call was answered.
 *
 * @param retryAfter the header as it came
 */
public record HttpAnswer(int status, @Nullable String retryAfter, Body body) {}
