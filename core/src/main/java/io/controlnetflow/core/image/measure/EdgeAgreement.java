package io.controlnetflow.core.image.measure;

import io.controlnetflow.core.image.Gray;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.map.ControlMaps;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.job.ControlKind;

/** How well a picture keeps to the edges of its control map. */
public final class EdgeAgreement {
    /** Pixels that an edge may lie off. */
    public static final int TOLERANCE = 4;

    private static final int LINE = 63;

    private EdgeAgreement() {}

    /**
     * F1 of the map's lines and the picture's Canny edges, each counted as found when the other has one within
     * {@value #TOLERANCE} pixels.
     *
     * @param map canny or soft edge; lighter than a quarter of white is a line; resized to the picture when its size differs
     * @return 0 (nothing in common) to 1; 1 too when neither has an edge
     */
    public static double of(Picture map, Picture picture) {
        int w = picture.width();
        int h = picture.height();
        boolean[] lines = light(Resize.stretch(map, w, h));
        boolean[] edges = light(ControlMaps.of(ControlKind.CANNY, picture, ControlOptions.DEFAULT));
        double precision = share(edges, wide(lines, w, h));
        double recall = share(lines, wide(edges, w, h));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static boolean[] light(Picture picture) {
        byte[] gray = Gray.of(picture);
        boolean[] out = new boolean[gray.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (gray[i] & 0xff) > LINE;
        }
        return out;
    }

    private static double share(boolean[] of, boolean[] in) {
        int all = 0;
        int hit = 0;
        boolean any = false;
        for (int i = 0; i < of.length; i++) {
            any |= in[i];
            if (of[i]) {
                all++;
                hit += in[i] ? 1 : 0;
            }
        }
        return all == 0 ? (any ? 0 : 1) : (double) hit / all;
    }

    private static boolean[] wide(boolean[] in, int w, int h) {
        boolean[] rows = new boolean[in.length];
        boolean[] out = new boolean[in.length];
        for (int i = 0; i < in.length; i++) {
            if (in[i]) {
                int x = i % w;
                java.util.Arrays.fill(rows, i - Math.min(x, TOLERANCE), i + Math.min(w - 1 - x, TOLERANCE) + 1, true);
            }
        }
        for (int i = 0; i < in.length; i++) {
            if (rows[i]) {
                int y = i / w;
                for (int k = -Math.min(y, TOLERANCE); k <= Math.min(h - 1 - y, TOLERANCE); k++) {
                    out[i + k * w] = true;
                }
            }
        }
        return out;
    }
}
