package io.controlnetflow.core.dag.draw.layout;

/** A box in pixels, from the upper left corner. */
public record Rect(double x, double y, double width, double height) {}
