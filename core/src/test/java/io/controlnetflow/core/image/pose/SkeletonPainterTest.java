package io.controlnetflow.core.image.pose;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.Picture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkeletonPainterTest {
    private static final Map<Joint, Skeleton.Spot> STANDING = standing();

    @Test
    void paintsEachJointInItsColourAndEachLimbDimmer() {
        Picture map = SkeletonPainter.draw(512, 512, List.of(new Skeleton(STANDING)));
        STANDING.forEach((joint, spot) ->
                assertThat(map.at(spot.x(), spot.y())).as(joint.name()).isEqualTo(joint.color()));
        assertThat(map.at(256, 115)).as("neck to nose").isEqualTo(0x000099);
        assertThat(map.at(231, 150)).as("neck to right shoulder").isEqualTo(0x990000);
        assertThat(map.at(5, 5)).isZero();
    }

    @Test
    void drawsNoLimbToAJointThatIsNotSeen() {
        Map<Joint, Skeleton.Spot> joints = new EnumMap<>(STANDING);
        joints.remove(Joint.NOSE);
        Picture map = SkeletonPainter.draw(512, 512, List.of(new Skeleton(joints)));
        assertThat(map.at(256, 115)).isZero();
    }

    @Test
    void growsWithThePictureAndStaysInside() {
        Skeleton corner = new Skeleton(Map.of(Joint.NOSE, new Skeleton.Spot(0, 0)));
        assertThat(lit(SkeletonPainter.draw(512, 512, List.of(corner)))).isBetween(10L, 25L);
        assertThat(lit(SkeletonPainter.draw(1024, 1024, List.of(corner)))).isBetween(50L, 90L);
    }

    @Test
    void drawsNothingOfALimbWithoutLength() {
        Skeleton.Spot one = new Skeleton.Spot(50, 50);
        Skeleton point = new Skeleton(Map.of(Joint.NECK, one, Joint.NOSE, one));
        assertThat(SkeletonPainter.draw(100, 100, List.of(point)).at(50, 50)).isEqualTo(Joint.NECK.color());
    }

    private static long lit(Picture map) {
        return java.util.Arrays.stream(map.rgb()).filter(p -> p != 0).count();
    }

    private static Map<Joint, Skeleton.Spot> standing() {
        Map<Joint, Skeleton.Spot> joints = new EnumMap<>(Joint.class);
        int[][] places = {
            {256, 80}, {256, 150}, {206, 150}, {186, 220}, {180, 290}, {306, 150}, {326, 220}, {332, 290}, {230, 290},
            {226, 390}, {224, 480}, {282, 290}, {286, 390}, {288, 480}, {246, 70}, {266, 70}, {234, 76}, {278, 76}
        };
        int next = 0;
        for (Joint joint : Joint.values()) {
            joints.put(joint, new Skeleton.Spot(places[next][0], places[next][1]));
            next++;
        }
        return joints;
    }
}
