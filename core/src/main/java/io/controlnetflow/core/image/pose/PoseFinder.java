package io.controlnetflow.core.image.pose;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Net;
import io.controlnetflow.core.image.net.Slot;
import io.controlnetflow.core.image.net.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds people as MediaPipe's pose solution does: one network finds somebody, another the points of the body. Right for people who
 * face the camera; one who is seen from the side or from behind is easily missed. Thread-safe.
 */
public final class PoseFinder {
    /** People that are looked for. */
    public static final int MOST = 2;

    private static final double SOMEBODY = 0.5;

    private final Net detector;
    private final Net landmarks;

    /**
     * Both nets stay the caller's to close.
     *
     * @throws UnmakeableMap when one of them is another network
     */
    public PoseFinder(Net detector, Net landmarks) {
        this.detector = checked(detector, Anchors.SIDE, Anchors.COUNT * 12, Anchors.COUNT);
        this.landmarks = checked(landmarks, Landmarks.SIDE, Landmarks.NUMBERS, 1);
    }

    private static Net checked(Net net, int side, int... sizes) {
        boolean takes = net.input().shape().equals(List.of(1, side, side, 3));
        for (int size : sizes) {
            takes &= net.outputs().stream().anyMatch(out -> numbers(out) == size);
        }
        if (!takes) {
            throw new UnmakeableMap(net.name() + ": is not the pose network that is expected: it takes " + net.input()
                    + " and gives " + net.outputs() + ", not 1x" + side + "x" + side
                    + "x3; use the files of npm's @mediapipe/pose as they are");
        }
        return net;
    }

    private static int numbers(Slot slot) {
        return slot.shape().stream().reduce(1, (a, b) -> a * b);
    }

    /** Everybody found, at most {@value #MOST}, the surest first. */
    public List<Skeleton> find(Picture picture) {
        Region whole = Region.whole(picture);
        List<Tensor> found = shown(detector, picture, whole, Anchors.SIDE, -1);
        List<Skeleton> people = new ArrayList<>();
        for (Detection one : Detections.of(sized(found, Anchors.COUNT * 12), sized(found, Anchors.COUNT), MOST + 2)) {
            double[] hip = whole.point(one.hipX(), one.hipY());
            double[] top = whole.point(one.topX(), one.topY());
            Region region = Region.around(hip[0], hip[1], top[0], top[1]);
            List<Tensor> body = shown(landmarks, picture, region, Landmarks.SIDE, 0);
            if (sized(body, 1).values()[0] >= SOMEBODY) {
                Skeleton skeleton =
                        Landmarks.of(sized(body, Landmarks.NUMBERS), region, picture.width(), picture.height());
                if (people.size() < MOST
                        && !skeleton.joints().isEmpty()
                        && people.stream().noneMatch(skeleton::isAlso)) {
                    people.add(skeleton);
                }
            }
        }
        return people;
    }

    private static List<Tensor> shown(Net net, Picture picture, Region region, int side, float low) {
        return net.run(new Tensor("picture", List.of(1, side, side, 3), region.cut(picture, side, low, 1)));
    }

    private static Tensor sized(List<Tensor> tensors, int numbers) {
        return tensors.stream()
                .filter(tensor -> tensor.values().length == numbers)
                .findFirst()
                .orElseThrow();
    }
}
