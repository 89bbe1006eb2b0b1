package io.controlnetflow.core.image.pose;

/** Arithmetic that is the same on every machine. */
final class Numbers {
    private Numbers() {}

    static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
