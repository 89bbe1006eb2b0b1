package io.controlnetflow.core.image.map;

import io.controlnetflow.core.image.Levels;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Plane;
import io.controlnetflow.core.image.Resize;

/**
 * A guess at depth without a network, near is light: what lies low is near (the ground), what is sharp is near, and what differs
 * from the picture's border stands in front (the matte). Fair for people before a background, poor for objects; it is no
 * Depth Anything. The same on every machine.
 */
final class ApproxDepth {
    /** Pixels of the longer side at which the cues are found. */
    private static final int COARSE = 192;

    private static final float GROUND = 0.34f;
    private static final float SHARP = 0.12f;
    private static final float MATTE = 0.54f;
    /** Part of the brightest and of the darkest pixels that the range does not wait for. */
    private static final float TAIL = 0.01f;

    private ApproxDepth() {}

    static Picture of(Picture picture) {
        double scale = Math.min(1, (double) COARSE / Math.max(picture.width(), picture.height()));
        Picture small = Resize.smooth(picture, (int) Math.max(1, Math.round(picture.width() * scale)), (int)
                Math.max(1, Math.round(picture.height() * scale)));
        Plane guess = mixed(small).resized(picture.width(), picture.height());
        int radius = Math.max(2, Math.max(picture.width(), picture.height()) / 40);
        return Levels.tailed(GuidedFilter.of(guess, Plane.luminance(picture), radius, 2e-3f), TAIL)
                .picture();
    }

    private static Plane mixed(Picture small) {
        int w = small.width();
        int h = small.height();
        float[] matte = Matte.of(small).values();
        float[] sharp =
                Levels.tailed(Plane.luminance(small).gradient().blur(6), TAIL).values();
        float[] depth = new float[w * h];
        for (int i = 0; i < depth.length; i++) {
            int row = i / w;
            float low = row / (float) Math.max(1, h - 1);
            depth[i] = GROUND * low + SHARP * sharp[i] + MATTE * matte[i];
        }
        return new Plane(w, h, depth);
    }
}
