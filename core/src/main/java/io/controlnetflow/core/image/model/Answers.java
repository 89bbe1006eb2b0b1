package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.Levels;
import io.controlnetflow.core.image.Plane;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Tensor;
import java.util.List;

/** Reads what networks answer: a plane of 0 to 1. Pure. */
final class Answers {
    /** Metres, below which nothing is nearer. */
    private static final float NEAREST = 0.01f;

    private Answers() {}

    /**
     * Depth, near is 1.
     *
     * @param file of the network, for the message
     * @param distances whether small is near; else large is (inverse depth)
     * @throws UnmakeableMap when the network gives no map, or one that says nothing
     */
    static Plane depth(String file, List<Tensor> answers, boolean distances) {
        Plane plane = planes(file, answers).get(0);
        float[] values = plane.values().clone();
        for (int i = 0; i < values.length && distances; i++) {
            values[i] = 1 / Math.max(NEAREST, values[i]);
        }
        Plane depth = Levels.full(new Plane(plane.width(), plane.height(), values));
        if (flat(depth)) {
            throw new UnmakeableMap(file + ": finds the same depth everywhere in this photograph;"
                    + " check mean, deviation and order, or name another model");
        }
        return depth;
    }

    /**
     * Edges, a sure one is 1.
     *
     * @param last whether the last answer is the map; else the mean of all is
     * @param width of the map, as {@code height}
     */
    static Plane edges(String file, List<Tensor> answers, boolean last, int width, int height) {
        List<Plane> planes = planes(file, answers);
        List<Plane> used = last ? planes.subList(planes.size() - 1, planes.size()) : planes;
        boolean sure = used.stream().allMatch(Answers::arePortions);
        float[] sum = new float[width * height];
        for (Plane plane : used) {
            float[] values = plane.resized(width, height).values();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i] / used.size();
            }
        }
        for (int i = 0; i < sum.length && !sure; i++) {
            sum[i] = (float) (1 / (1 + StrictMath.exp(-sum[i])));
        }
        return new Plane(width, height, sum);
    }

    /** All answers that are one map. */
    private static List<Plane> planes(String file, List<Tensor> answers) {
        List<Plane> planes = answers.stream()
                .filter(tensor -> sides(tensor).size() == 2)
                .map(tensor -> new Plane(sides(tensor).get(1), sides(tensor).get(0), tensor.values()))
                .toList();
        if (planes.isEmpty()) {
            throw new UnmakeableMap(file + ": gives " + answers
                    + "; one map (HEIGHTxWIDTH) is expected, so name a model that makes one");
        }
        for (Plane plane : planes) {
            for (float v : plane.values()) {
                if (!Float.isFinite(v)) {
                    throw new UnmakeableMap(file + ": gives numbers that are none (" + v
                            + "); check mean and deviation, or export the model anew");
                }
            }
        }
        return planes;
    }

    private static List<Integer> sides(Tensor tensor) {
        return tensor.shape().stream().filter(n -> n != 1).toList();
    }

    private static boolean flat(Plane plane) {
        for (float v : plane.values()) {
            if (v != 0) {
                return false;
            }
        }
        return true;
    }

    /** Probabilities already; before the logistic function a picture's many non-edges lie below 0. */
    private static boolean arePortions(Plane plane) {
        for (float v : plane.values()) {
            if (v < 0 || v > 1) {
                return false;
            }
        }
        return true;
    }
}
