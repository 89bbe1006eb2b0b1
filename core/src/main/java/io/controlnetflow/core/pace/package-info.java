/**
 * When to poll next, how fast to submit, what a request costs: pure functions of time and history.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.pace;
