package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.net.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the detector's answer. Pure. */
final class Detections {
    private static final double SURE = 0.5;
    private static final double SAME = 0.3;
    private static final int NUMBERS = 12;

    private Detections() {}

    /**
     * Everybody found, the surest first; of boxes that overlap only the surest is kept.
     *
     * @param boxes twelve numbers an anchor: box and four points, in pixels from the anchor
     * @param scores one number an anchor, before the logistic function
     */
    static List<Detection> of(Tensor boxes, Tensor scores, int most) {
        double[][] anchors = Anchors.all();
        List<Detection> all = new ArrayList<>();
        for (int i = 0; i < anchors.length; i++) {
            double score = Numbers.logistic(scores.values()[i]);
            if (score >= SURE) {
                all.add(read(score, boxes.values(), i * NUMBERS, anchors[i]));
            }
        }
        all.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> kept = new ArrayList<>();
        for (Detection one : all) {
            if (kept.size() < most && kept.stream().noneMatch(k -> k.overlap(one) > SAME)) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static Detection read(double score, float[] v, int at, double[] anchor) {
        double n = Anchors.SIDE;
        return new Detection(
                score,
                v[at] / n + anchor[0],
                v[at + 1] / n + anchor[1],
                v[at + 2] / n,
                v[at + 3] / n,
                v[at + 4] / n + anchor[0],
                v[at + 5] / n + anchor[1],
                v[at + 6] / n + anchor[0],
                v[at + 7] / n + anchor[1]);
    }
}
