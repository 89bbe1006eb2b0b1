package io.controlnetflow.core.image;

import java.util.Arrays;

/** Brings a plane's values to 0 to 1. */
public final class Levels {
    private Levels() {}

    /** The least becomes 0 and the largest 1; a flat plane becomes 0. */
    public static Plane full(Plane plane) {
        return tailed(plane, 0);
    }

    /**
     * As {@link #full}, but the ends of the range are not decided by a few values.
     *
     * @param tail part of the values at each end that may lie outside 0 to 1, 0 to 0.5
     */
    public static Plane tailed(Plane plane, float tail) {
        float[] sorted = plane.values().clone();
        Arrays.sort(sorted);
        int skip = (int) (tail * (sorted.length - 1));
        float least = sorted[skip];
        float span = sorted[sorted.length - 1 - skip] - least;
        float[] out = new float[sorted.length];
        for (int i = 0; i < out.length && span > 0; i++) {
            out[i] = (plane.values()[i] - least) / span;
        }
        return new Plane(plane.width(), plane.height(), out);
    }
}
