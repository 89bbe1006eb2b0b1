package io.controlnetflow.routes.app.control;

/**
 * How a command ended.
 *
 * @param code its exit code
 * @param out what it said on stdout
 * @param err what it said on stderr
 */
public record Answer(int code, String out, String err) {}
