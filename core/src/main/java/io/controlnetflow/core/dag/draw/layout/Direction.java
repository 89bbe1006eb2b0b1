package io.controlnetflow.core.dag.draw.layout;

/** Which way links lead. */
public enum Direction {
    RIGHT,
    DOWN
}
