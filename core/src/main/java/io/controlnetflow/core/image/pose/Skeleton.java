package io.controlnetflow.core.image.pose;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The joints of one person that can be seen.
 *
 * @param joints in whole pixels of the picture; a joint that is hidden or outside is not there
 */
public record Skeleton(Map<Joint, Spot> joints) {
    /** A pixel. Whole, so that the last bits of a network's arithmetic do not make another map of the same photograph. */
    public record Spot(int x, int y) {}

    public Skeleton {
        Map<Joint, Spot> ordered = new EnumMap<>(Joint.class);
        ordered.putAll(joints);
        joints = Collections.unmodifiableMap(ordered);
    }

    public Optional<Spot> at(Joint joint) {
        return Optional.ofNullable(joints.get(joint));
    }

    /** Whether both are the same person, found twice: the joints that both have lie close together, measured by their size. */
    boolean isAlso(Skeleton other) {
        double distance = 0;
        int shared = 0;
        for (Map.Entry<Joint, Spot> one : joints.entrySet()) {
            Spot there = other.joints.get(one.getKey());
            if (there != null) {
                distance += Math.hypot(
                        one.getValue().x() - there.x(), one.getValue().y() - there.y());
                shared++;
            }
        }
        return shared > 0 && distance / shared < 0.15 * Math.max(extent(), other.extent());
    }

    private double extent() {
        int left = joints.values().stream().mapToInt(Spot::x).min().orElse(0);
        int right = joints.values().stream().mapToInt(Spot::x).max().orElse(0);
        int top = joints.values().stream().mapToInt(Spot::y).min().orElse(0);
        int bottom = joints.values().stream().mapToInt(Spot::y).max().orElse(0);
        return Math.max(right - left, bottom - top);
    }
}
