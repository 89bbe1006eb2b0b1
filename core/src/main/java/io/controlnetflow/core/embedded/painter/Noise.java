package io.controlnetflow.core.embedded.painter;

/** Repeatable noise: pure functions of a place and a seed. */
final class Noise {
    private static final float TO_UNIT = 1f / (1 << 24);

    private Noise() {}

    /** Scatters the bits of a number (the finaliser of SplitMix64). */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number for a text, the same on every JVM. */
    static long hash(String text) {
        return mix(text.hashCode() * 0x9E3779B97F4A7C15L + text.length());
    }

    /** White noise at a lattice point, 0 to 1. */
    static float white(int x, int y, long seed) {
        return (mix(x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL ^ seed) >>> 40) * TO_UNIT;
    }

    /** White noise along a line, 0 to 1. */
    static float white(int i, long seed) {
        return white(i, 0x5bd1, seed);
    }

    /** Smooth noise with one feature a unit, 0 to 1. */
    static float smooth(float x, float y, long seed) {
        int xi = floor(x);
        int yi = floor(y);
        float fx = ease(x - xi);
        float fy = ease(y - yi);
        float top = mixed(white(xi, yi, seed), white(xi + 1, yi, seed), fx);
        float bottom = mixed(white(xi, yi + 1, seed), white(xi + 1, yi + 1, seed), fx);
        return mixed(top, bottom, fy);
    }

    /** Octaves of smooth noise, each turned and finer than the last; 0 to 1, mostly near the middle. */
    static float cloudy(float x, float y, long seed, int octaves) {
        float sum = 0;
        float weight = 0.5f;
        float total = 0;
        float u = x;
        float v = y;
        for (int i = 0; i < octaves; i++) {
            sum += weight * smooth(u, v, seed + i * 101L);
            total += weight;
            weight *= 0.5f;
            float turned = u * 1.6f - v * 1.2f;
            v = u * 1.2f + v * 1.6f;
            u = turned;
        }
        return sum / total;
    }

    private static int floor(float v) {
        int i = (int) v;
        return v < i ? i - 1 : i;
    }

    private static float ease(float t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }

    private static float mixed(float a, float b, float t) {
        return a + (b - a) * t;
    }
}
