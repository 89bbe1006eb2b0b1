package io.controlnetflow.core.embedded.painter;

/** Small functions that every part of the painter uses. */
final class Smooth {
    private Smooth() {}

    static float clamp(float v) {
        return v < 0 ? 0 : Math.min(v, 1);
    }

    static float mix(float a, float b, float t) {
        return a + (b - a) * t;
    }

    /** 0 below the first, 1 above the second, an S between. */
    static float step(float from, float to, float v) {
        float t = clamp((v - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    static float length(float x, float y) {
        return (float) Math.sqrt(x * x + y * y);
    }

    static float sin(double radians) {
        return (float) StrictMath.sin(radians);
    }

    static float cos(double radians) {
        return (float) StrictMath.cos(radians);
    }
}
