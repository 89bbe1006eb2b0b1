package io.controlnetflow.core.image.map;

import io.controlnetflow.core.image.Plane;

/** Smooths a plane, but keeps the edges of another (source: He, Sun, Tang, "Guided Image Filtering"). */
final class GuidedFilter {
    private GuidedFilter() {}

    /**
     * @param guide of the same size
     * @param radius of the window, pixels
     * @param faint a variance of the guide, below which it counts as flat
     */
    static Plane of(Plane plane, Plane guide, int radius, float faint) {
        Plane meanGuide = guide.box(radius);
        Plane mean = plane.box(radius);
        float[] both = product(guide, plane).box(radius).values();
        float[] square = product(guide, guide).box(radius).values();
        float[] slope = new float[both.length];
        float[] offset = new float[both.length];
        for (int i = 0; i < slope.length; i++) {
            float g = meanGuide.values()[i];
            slope[i] = (both[i] - g * mean.values()[i]) / (square[i] - g * g + faint);
            offset[i] = mean.values()[i] - slope[i] * g;
        }
        float[] a = new Plane(plane.width(), plane.height(), slope).box(radius).values();
        float[] b = new Plane(plane.width(), plane.height(), offset).box(radius).values();
        float[] out = new float[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] * guide.values()[i] + b[i];
        }
        return new Plane(plane.width(), plane.height(), out);
    }

    private static Plane product(Plane one, Plane other) {
        float[] out = new float[one.values().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = one.values()[i] * other.values()[i];
        }
        return new Plane(one.width(), one.height(), out);
    }
}
