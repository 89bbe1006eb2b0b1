package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.net.Tensor;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the landmark network's answer: 39 points of five numbers (x, y, z in pixels of its square input; visibility and presence
 * before the logistic function). Points 0 to 32 are the body's. Pure.
 */
final class Landmarks {
    /** Pixels a side of the network's input. */
    static final int SIDE = 256;

    static final int NUMBERS = 195;

    private static final int EACH = 5;
    private static final double SEEN = 0.5;
    private static final int LEFT_SHOULDER = 11;
    private static final int RIGHT_SHOULDER = 12;

    /** The landmark of each joint but the neck, which is between the shoulders. */
    private static final Map<Joint, Integer> OF = Map.ofEntries(
            Map.entry(Joint.NOSE, 0),
            Map.entry(Joint.RIGHT_SHOULDER, RIGHT_SHOULDER),
            Map.entry(Joint.RIGHT_ELBOW, 14),
            Map.entry(Joint.RIGHT_WRIST, 16),
            Map.entry(Joint.LEFT_SHOULDER, LEFT_SHOULDER),
            Map.entry(Joint.LEFT_ELBOW, 13),
            Map.entry(Joint.LEFT_WRIST, 15),
            Map.entry(Joint.RIGHT_HIP, 24),
            Map.entry(Joint.RIGHT_KNEE, 26),
            Map.entry(Joint.RIGHT_ANKLE, 28),
            Map.entry(Joint.LEFT_HIP, 23),
            Map.entry(Joint.LEFT_KNEE, 25),
            Map.entry(Joint.LEFT_ANKLE, 27),
            Map.entry(Joint.RIGHT_EYE, 5),
            Map.entry(Joint.LEFT_EYE, 2),
            Map.entry(Joint.RIGHT_EAR, 8),
            Map.entry(Joint.LEFT_EAR, 7));

    private Landmarks() {}

    /**
     * The joints that are seen.
     *
     * @param region what the network was shown
     * @param width pixels of the picture, as {@code height}
     */
    static Skeleton of(Tensor points, Region region, int width, int height) {
        Map<Joint, Skeleton.Spot> joints = new EnumMap<>(Joint.class);
        OF.forEach((joint, landmark) -> {
            if (seen(points, landmark)) {
                keep(joints, joint, spot(points, landmark, landmark, region), width, height);
            }
        });
        if (seen(points, LEFT_SHOULDER) && seen(points, RIGHT_SHOULDER)) {
            keep(joints, Joint.NECK, spot(points, LEFT_SHOULDER, RIGHT_SHOULDER, region), width, height);
        }
        return new Skeleton(joints);
    }

    private static void keep(Map<Joint, Skeleton.Spot> joints, Joint joint, Skeleton.Spot spot, int width, int height) {
        if (spot.x() >= 0 && spot.y() >= 0 && spot.x() < width && spot.y() < height) {
            joints.put(joint, spot);
        }
    }

    private static boolean seen(Tensor points, int landmark) {
        float[] v = points.values();
        return Numbers.logistic(v[landmark * EACH + 3]) >= SEEN && Numbers.logistic(v[landmark * EACH + 4]) >= SEEN;
    }

    /** In the middle of two landmarks, or on one. */
    private static Skeleton.Spot spot(Tensor points, int one, int other, Region region) {
        float[] v = points.values();
        double u = (v[one * EACH] + v[other * EACH]) / 2.0 / SIDE;
        double w = (v[one * EACH + 1] + v[other * EACH + 1]) / 2.0 / SIDE;
        double[] p = region.point(u, w);
        return new Skeleton.Spot((int) Math.floor(p[0]), (int) Math.floor(p[1]));
    }
}
