package io.controlnetflow.core.dag.draw.layout;

/** A place in pixels, from the upper left corner. */
public record Point(double x, double y) {}
