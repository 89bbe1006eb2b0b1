package io.controlnetflow.core.image.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoseFinderTest {
    private static final float YES = 9;
    private static final float NO = -9;

    private final Picture photo = Picture.filled(448, 224, 0x808080);
    private final float[] boxes = new float[2254 * 12];
    private final float[] scores = new float[2254];
    private final ScriptedNet landmarks = ScriptedNet.landmarks();

    PoseFinderTest() {
        Arrays.fill(scores, NO);
    }

    @Test
    void findsNobodyWhereNoAnchorIsSure() {
        assertThat(find()).isEmpty();
    }

    @Test
    void putsTheJointsOfSomebodyWhereTheyAreInThePicture() {
        somebody(0, 224, 112, 40);
        landmarks.answer(body(YES), sure(YES), new Tensor("world", List.of(1, 117), new float[117]));
        List<Skeleton> people = find();
        assertThat(people).hasSize(1);
        // landmark n lies at n, 2n of 256 in a region of 2.5 * 80 pixels around 224, 112
        Skeleton.Spot nose = people.get(0).at(Joint.NOSE).orElseThrow();
        assertThat(nose.x()).isCloseTo(124, within(1));
        assertThat(nose.y()).isCloseTo(12, within(1));
        Skeleton.Spot hip = people.get(0).at(Joint.RIGHT_HIP).orElseThrow();
        assertThat(hip.x()).isCloseTo(124 + 24 * 200 / 256, within(1));
        assertThat(hip.y()).isCloseTo(12 + 48 * 200 / 256, within(1));
        Skeleton.Spot neck = people.get(0).at(Joint.NECK).orElseThrow();
        assertThat(neck.x()).isCloseTo((int) (124 + 11.5 * 200 / 256), within(1));
    }

    @Test
    void leavesOutWhatIsHiddenAndNobodyWhoseLandmarksAreUnsure() {
        somebody(0, 224, 112, 40);
        somebody(900, 100, 112, 40);
        landmarks.answer(body(NO), sure(YES)).answer(body(YES), sure(0.1f));
        assertThat(find()).isEmpty();
    }

    @Test
    void takesTwoAtMostAndNobodyTwice() {
        somebody(0, 100, 112, 40);
        somebody(300, 224, 112, 40);
        somebody(600, 350, 112, 40);
        landmarks.answer(body(YES), sure(YES)).answer(body(YES), sure(YES)).answer(body(YES), sure(YES));
        assertThat(find()).hasSize(2);
        somebody(300, 100, 112, 40);
        assertThat(Detections.of(tensor(12, boxes), tensor(1, scores), 4)).hasSize(2);
    }

    @Test
    void takesTheSurestOfBoxesThatOverlap() {
        somebody(0, 100, 112, 40);
        somebody(1, 104, 112, 42);
        scores[1] = YES + 1;
        assertThat(Detections.of(tensor(12, boxes), tensor(1, scores), 4))
                .singleElement()
                .satisfies(one -> assertThat(one.width()).isCloseTo(42 / 448.0, within(1e-6)));
    }

    @Test
    void refusesAnotherNetworkAndSaysWhichOneIsExpected() {
        assertThatThrownBy(() -> new PoseFinder(landmarks, landmarks))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageStartingWith("scripted-256: is not the pose network that is expected: it takes"
                        + " input_1 1x256x256x3 of FLOAT")
                .hasMessageEndingWith("not 1x224x224x3; use the files of npm's @mediapipe/pose as they are");
    }

    private List<Skeleton> find() {
        return new PoseFinder(ScriptedNet.detector().answer(tensor(12, boxes), tensor(1, scores)), landmarks)
                .find(photo);
    }

    /** Around a point of the picture, whose square is 448 pixels and begins at 0, -112; twice as tall as it is wide. */
    private void somebody(int anchor, int x, int y, int width) {
        double[] at = Anchors.all()[anchor];
        double u = x / 448.0;
        double v = (y + 112) / 448.0;
        double[] numbers = {
            u - at[0],
            v - at[1],
            width / 448.0,
            2 * width / 448.0,
            u - at[0],
            v - at[1],
            u - at[0],
            v - 2 * width / 448.0 - at[1]
        };
        for (int i = 0; i < numbers.length; i++) {
            boxes[anchor * 12 + i] = (float) (numbers[i] * 224);
        }
        scores[anchor] = YES;
    }

    private static Tensor tensor(int each, float[] values) {
        return new Tensor("t", List.of(1, 2254, each), values);
    }

    private static Tensor sure(float sure) {
        return new Tensor("flag", List.of(1, 1), new float[] {sure});
    }

    private static Tensor body(float seen) {
        float[] v = new float[195];
        for (int i = 0; i < 39; i++) {
            v[5 * i] = i;
            v[5 * i + 1] = 2 * i;
            v[5 * i + 3] = seen;
            v[5 * i + 4] = seen;
        }
        return new Tensor("body", List.of(1, 195), v);
    }
}
