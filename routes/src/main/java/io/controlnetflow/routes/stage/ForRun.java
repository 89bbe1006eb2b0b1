package io.controlnetflow.routes.stage;

/**
 * A cell's body started a run of another flow and ends; the cell waits for that run, and nothing in memory waits with it.
 *
 * @param run its id
 */
public record ForRun(String run) {}
