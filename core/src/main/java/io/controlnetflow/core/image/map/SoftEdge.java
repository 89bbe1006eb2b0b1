package io.controlnetflow.core.image.map;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Plane;

/**
 * Soft contours without a network: the gradient at three scales, each measured against its surroundings so that faint
 * outlines in quiet parts count and busy texture does not.
 */
final class SoftEdge {
    private static final double[] SIGMAS = {1, 2, 4};
    private static final float[] WEIGHTS = {0.5f, 0.35f, 0.35f};
    /** What part of the surroundings' mean gradient is taken for texture. */
    private static final float FLOOR = 0.55f;

    private SoftEdge() {}

    static Picture of(Picture picture) {
        Plane gray = Plane.luminance(picture);
        float[] sum = new float[gray.values().length];
        for (int k = 0; k < SIGMAS.length; k++) {
            Plane gradient = gray.blur(SIGMAS[k]).gradient();
            Plane around = gradient.box(Math.max(8, picture.width() / 40));
            float mean = gradient.mean();
            float faint = 0.008f / (float) SIGMAS[k];
            for (int i = 0; i < sum.length; i++) {
                float relative = gradient.values()[i] / (around.values()[i] * 1.6f + mean * 1.4f + faint);
                sum[i] += WEIGHTS[k] * Math.max(0, relative - FLOOR);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = 1 - (float) StrictMath.exp(-2 * sum[i]);
        }
        return new Plane(picture.width(), picture.height(), sum).picture();
    }
}
