package io.controlnetflow.core.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Net;
import io.controlnetflow.core.image.net.NetLibrary;
import io.controlnetflow.core.image.net.Tensor;
import io.controlnetflow.core.image.pose.Joint;
import io.controlnetflow.core.image.pose.PoseFinder;
import io.controlnetflow.core.image.pose.Skeleton;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks that npm packages ship, in the folder {@code -Dflow.models}: {@code package} of @mediapipe/pose and {@code mlsd/package} of
 * jp.keijiro.mlsd. The libraries come by {@code -Dmaven.test.additionalClasspath}; {@code .ci/models/run.sh} gets all of them.
 */
class ShippedModelsTrial {
    private static final Path MODELS = Path.of(System.getProperty("flow.models", "models"));
    private static final Path ASTRONAUT = Path.of("../dsl-examples/01-drop-a-folder/inbox/astronaut.jpg");

    /** Read off the photograph, whose sides have 512 pixels. */
    private static final int OFF = 20;

    @ParameterizedTest
    @ValueSource(strings = {"lite", "full", "heavy"})
    void findTheAstronautsNoseEyesAndShoulders(String landmarks) throws IOException {
        try (Net detector = open("pose_solution_packed_assets.data");
                Net points = open("pose_landmark_" + landmarks + ".tflite")) {
            List<Skeleton> people = new PoseFinder(detector, points).find(photo());
            assertThat(people).hasSize(1);
            near(people.get(0), Joint.NOSE, 222, 126);
            near(people.get(0), Joint.RIGHT_EYE, 203, 102);
            near(people.get(0), Joint.LEFT_EYE, 246, 104);
            near(people.get(0), Joint.RIGHT_SHOULDER, 108, 222);
            near(people.get(0), Joint.LEFT_SHOULDER, 306, 238);
        }
    }

    @Test
    void findTwoSideBySide() throws IOException {
        Picture one = photo();
        int[] both = new int[2 * one.width() * one.height()];
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < both.length / one.height(); x++) {
                both[y * 2 * one.width() + x] = one.rgb()[y * one.width() + x % one.width()];
            }
        }
        try (Net detector = open("pose_solution_packed_assets.data");
                Net points = open("pose_landmark_full.tflite")) {
            List<Skeleton> people = new ArrayList<>(
                    new PoseFinder(detector, points).find(new Picture(2 * one.width(), one.height(), both)));
            assertThat(people).hasSize(2);
            people.sort(Comparator.comparing(
                    person -> person.at(Joint.NOSE).orElseThrow().x()));
            near(people.get(0), Joint.NOSE, 222, 126);
            near(people.get(1), Joint.NOSE, 222 + one.width(), 126);
        }
    }

    @Test
    void drawTheSameSkeletonTwice() throws IOException {
        try (MapMaker maker = new MapMaker(new ModelFolder(MODELS))) {
            Picture map = maker.make(pose(), photo());
            assertThat(map.rgb()).contains(Joint.NOSE.color(), Joint.LEFT_SHOULDER.color());
            assertThat(maker.make(pose(), photo()).sameAs(map)).isTrue();
        }
    }

    @Test
    void findNobodyInAnEmptyPicture() {
        try (MapMaker maker = new MapMaker(new ModelFolder(MODELS))) {
            Assertions.assertThatThrownBy(() -> maker.make(pose(), Picture.filled(512, 512, 0x446688)))
                    .isInstanceOf(UnmakeableMap.class)
                    .hasMessageStartingWith("control_kind: pose finds nobody in the picture;");
        }
    }

    @Test
    void runAnOnnxFileThatIsInUseElsewhere() {
        Path file = MODELS.resolve("mlsd/package/ONNX/mlsd_320x320_tiny.onnx");
        try (Net net = NetLibrary.ONNX_RUNTIME.open(file)) {
            float[] white = new float[320 * 320 * 4];
            java.util.Arrays.fill(white, 1);
            List<Tensor> answers = net.run(new Tensor("", List.of(1, 320, 320, 4), white));
            assertThat(answers).extracting(Tensor::shape).contains(List.of(1, 160, 160, 1));
            for (Tensor answer : answers) {
                for (float value : answer.values()) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    private static MapOrder pose() {
        return new MapOrder(ControlKind.POSE, ControlOptions.DEFAULT, ModelOptions.NONE, null, Fit.COVER);
    }

    private static Picture photo() throws IOException {
        return Pictures.decode(Files.readAllBytes(ASTRONAUT));
    }

    private static Net open(String name) {
        return NetLibrary.TENSORFLOW_LITE.open(MODELS.resolve("package").resolve(name));
    }

    private static void near(Skeleton person, Joint joint, int x, int y) {
        Skeleton.Spot spot = person.at(joint).orElseThrow(() -> new AssertionError(joint + " is not seen"));
        assertThat((double) spot.x()).as(joint + " x").isCloseTo(x, within((double) OFF));
        assertThat((double) spot.y()).as(joint + " y").isCloseTo(y, within((double) OFF));
    }
}
