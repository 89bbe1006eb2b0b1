package io.controlnetflow.core.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.map.ControlMaps;
import io.controlnetflow.core.image.map.ControlOptions;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.TinyOnnx;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Fit;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapMakerTest {
    @TempDir
    private Path folder;

    private MapMaker maker = new MapMaker(new ModelFolder(Path.of("unset")));

    @BeforeEach
    void open() {
        maker = new MapMaker(new ModelFolder(folder));
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void makesADepthMapByTheModelInTheFolder() {
        mean("depth.onnx", 1, 3, TinyOnnx.OPEN, TinyOnnx.OPEN);
        Picture map = make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), null);
        assertThat(map.width()).isEqualTo(256);
        assertThat(map.at(0, 32)).isZero();
        assertThat(map.at(255, 32)).isEqualTo(0xffffff);
        assertThat(map.at(128, 32) & 0xff).isBetween(120, 136);
    }

    @Test
    void turnsTheDepthOfAModelThatGivesDistances() {
        mean("metric.onnx", 1, 32, 32, 3);
        ModelOptions options = ModelOptions.NONE.with("model", "metric.onnx");
        Picture map = make(ControlKind.DEPTH, options, ramp(), null);
        assertThat(map.at(255, 32)).isZero();
    }

    @Test
    void makesASoftEdgeMapByAModelOnlyWhenOneIsNamed() {
        new TinyOnnx()
                .input("photo", 1, 3, TinyOnnx.OPEN, TinyOnnx.OPEN)
                .mean("photo", "light", 1)
                .node("Neg", "dark", "light")
                .output("light")
                .output("dark")
                .write(folder.resolve("teed.onnx"));
        Picture photo = TestPictures.scene(64, 48);
        Picture by = make(ControlKind.SOFT_EDGE, ModelOptions.NONE.with("model", "teed.onnx"), photo, null);
        assertThat(by.rgb()).as("the mean of a value and its negative").containsOnly(0x808080);
        Picture without = make(ControlKind.SOFT_EDGE, ModelOptions.NONE, photo, null);
        assertThat(without.sameAs(ControlMaps.of(ControlKind.SOFT_EDGE, photo, ControlOptions.DEFAULT)))
                .isTrue();
    }

    @Test
    void drawsBeforeThePaddingOfAContainedPhotograph() {
        mean("depth.onnx", 1, 3, 28, 28);
        Picture map = make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), new Size(512, 512));
        assertThat(map.height()).isEqualTo(512);
        assertThat(map.at(500, 20)).as("border").isZero();
        assertThat(map.at(511, 256)).isEqualTo(0xffffff);
    }

    @Test
    void knowsAModelByItsBytesAndNoticesAnotherFile() throws Exception {
        Path file = mean("depth.onnx", 1, 3, 28, 28);
        Optional<String> before = maker.model(ControlKind.DEPTH, ModelOptions.NONE);
        assertThat(before.orElseThrow()).matches("[0-9a-f]{64}");
        Path copy = Files.copy(file, folder.resolve("copy.onnx"));
        assertThat(maker.model(ControlKind.DEPTH, ModelOptions.NONE.with("model", copy.toString())))
                .isEqualTo(before);
        mean("depth.onnx", 1, 3, 42, 42);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(maker.model(ControlKind.DEPTH, ModelOptions.NONE)).isNotEqualTo(before);
        assertThat(maker.model(ControlKind.SOFT_EDGE, ModelOptions.NONE)).isEmpty();
        assertThat(maker.model(ControlKind.CANNY, ModelOptions.NONE)).isEmpty();
    }

    @Test
    void loadsAFileThatChangedAnew() throws Exception {
        Path file = mean("depth.onnx", 1, 3, 28, 28);
        make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), null);
        Files.writeString(file, "no model any more");
        assertThatThrownBy(() -> make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), null))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageStartingWith(file + ": is no network that ONNX Runtime can read");
    }

    @Test
    void namesTheMissingModelAndHowToGetIt() {
        assertThatThrownBy(() -> make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), null))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessage(
                        folder.resolve("depth.onnx") + ": is missing, and makes depth maps; put a Depth-Anything-like"
                                + " model in ONNX form there, or use approx-depth, which needs none");
        assertThatThrownBy(() -> make(ControlKind.POSE, ModelOptions.NONE, ramp(), null))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessage(folder.resolve("package/pose_solution_packed_assets.data")
                        + ": is missing, and makes pose maps; get npm's package with: mkdir -p " + folder + " && cd "
                        + folder
                        + " && npm pack @mediapipe/pose && tar -xzf mediapipe-pose-*.tgz");
        assertThatThrownBy(() -> make(ControlKind.SOFT_EDGE, ModelOptions.NONE.with("model", "hed.onnx"), ramp(), null))
                .hasMessage(
                        folder.resolve("hed.onnx")
                                + ": is missing, and makes soft-edge maps; put it there, or leave the model out: soft-edge maps need none");
        assertThat(maker.missing(ControlKind.DEPTH).orElseThrow()).contains("depth.onnx: is missing");
    }

    @Test
    void saysWhatIsWrongWithAModelOfAnotherKind() throws Exception {
        mean("depth.onnx", 1, 4, 28, 28);
        assertThatThrownBy(() -> make(ControlKind.DEPTH, ModelOptions.NONE, ramp(), null))
                .hasMessageStartingWith("depth.onnx: takes photo 1x4x28x28 of FLOAT; 1x3xHEIGHTxWIDTH");
        mean("edges.onnx", 1, 3, 28, 28);
        assertThatThrownBy(
                        () -> make(ControlKind.SOFT_EDGE, ModelOptions.NONE.with("model", "edges.onnx"), ramp(), null))
                .hasMessage("edges.onnx: does not say by its name which network it is; give network, one of"
                        + " hed, teed, pidinet, anyline, or rename it");
        Path weights = Files.writeString(folder.resolve("hed.pth"), "weights");
        assertThatThrownBy(() -> make(ControlKind.SOFT_EDGE, ModelOptions.NONE.with("model", "hed.pth"), ramp(), null))
                .hasMessage(weights + ": is neither an .onnx nor a .tflite file; export the model to ONNX");
    }

    @Test
    void findsThePosePackageWhereverItWasUnpackedAndTheNamedLandmarks() throws Exception {
        for (String place : new String[] {"package", "node_modules/@mediapipe/pose"}) {
            Path unpacked = Files.createDirectories(folder.resolve(place));
            Files.writeString(unpacked.resolve(ModelFolder.DETECTOR), "detector");
            Files.writeString(unpacked.resolve("pose_landmark_full.tflite"), "full");
            Files.writeString(unpacked.resolve("pose_landmark_heavy.tflite"), "heavy");
            Optional<String> full = maker.model(ControlKind.POSE, ModelOptions.NONE);
            assertThat(full).isPresent();
            assertThat(maker.model(ControlKind.POSE, ModelOptions.NONE.with("model", place)))
                    .isEqualTo(full);
            assertThat(maker.model(
                            ControlKind.POSE, ModelOptions.NONE.with("model", place + "/pose_landmark_heavy.tflite")))
                    .isPresent()
                    .isNotEqualTo(full);
            Files.delete(unpacked.resolve(ModelFolder.DETECTOR));
            assertThatThrownBy(() -> maker.model(ControlKind.POSE, ModelOptions.NONE.with("model", place)))
                    .hasMessageStartingWith(unpacked.resolve(ModelFolder.DETECTOR) + ": is missing");
        }
    }

    @Test
    void refusesAModelForAKindThatHasNone() {
        assertThatThrownBy(() -> make(ControlKind.GRAY, ModelOptions.NONE.with("model", "x.onnx"), ramp(), null))
                .isInstanceOf(InvalidField.class);
    }

    private Picture make(ControlKind kind, ModelOptions options, Picture photo, @Nullable Size size) {
        return maker.make(new MapOrder(kind, ControlOptions.DEFAULT, options, size, Fit.CONTAIN), photo);
    }

    private Path mean(String name, Integer... shape) {
        return TinyOnnx.meanOfChannels(shape).write(folder.resolve(name));
    }

    /** From black at the left to white at the right. */
    private static Picture ramp() {
        int[] rgb = new int[256 * 64];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i % 256 * 0x010101;
        }
        return new Picture(256, 64, rgb);
    }
}
