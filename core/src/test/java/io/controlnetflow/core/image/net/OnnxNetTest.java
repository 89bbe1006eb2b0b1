package io.controlnetflow.core.image.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.map.UnmakeableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNetTest {
    @TempDir
    private Path folder;

    @Test
    void runsAFileAndSaysWhatItTakesAndGives() {
        Path file = TinyOnnx.meanOfChannels(1, 3, TinyOnnx.OPEN, TinyOnnx.OPEN).write(folder.resolve("tiny.onnx"));
        try (Net net = NetLibrary.ONNX_RUNTIME.open(file)) {
            assertThat(net.name()).isEqualTo("tiny.onnx");
            assertThat(net.input()).hasToString("photo 1x3x?x? of FLOAT");
            List<Tensor> answers = net.run(new Tensor("photo", List.of(1, 3, 1, 2), new float[] {3, 30, 6, 60, 9, 90}));
            assertThat(answers).hasSize(1);
            assertThat(answers.get(0)).hasToString("map 1x1x2");
            assertThat(answers.get(0).values()).containsExactly(6, 60);
        }
    }

    @Test
    void refusesATensorOfAnotherShapeAndNamesBoth() {
        Path file = TinyOnnx.meanOfChannels(1, 3, 8, 8).write(folder.resolve("tiny.onnx"));
        try (Net net = NetLibrary.ONNX_RUNTIME.open(file)) {
            assertThatThrownBy(() -> net.run(new Tensor("photo", List.of(1, 3, 1, 1), new float[3])))
                    .isInstanceOf(UnmakeableMap.class)
                    .hasMessageStartingWith("tiny.onnx: refuses a tensor 1x3x1x1; it declares photo 1x3x8x8 of FLOAT");
        }
    }

    @Test
    void refusesAFileThatIsNoNetwork() throws Exception {
        Path file = Files.writeString(folder.resolve("depth.onnx"), "<html>not found</html>");
        assertThatThrownBy(() -> NetLibrary.ONNX_RUNTIME.open(file))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageStartingWith(file + ": is no network that ONNX Runtime can read; download it again");
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> NetLibrary.ONNX_RUNTIME.open(empty))
                .hasMessageEndingWith("ModelProto does not have a graph.)")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path file = folder.resolve("depth.onnx");
        assertThatThrownBy(() -> NetLibrary.ONNX_RUNTIME.open(file))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessage(file + ": is no model file that can be read; check the path");
    }

    @Test
    void refusesANetworkOfTwoInputsOrOfDoubles() {
        Path two = new TinyOnnx()
                .input("a", 1)
                .input("b", 1)
                .node("Add", "c", "a", "b")
                .output("c")
                .write(folder.resolve("two.onnx"));
        assertThatThrownBy(() -> NetLibrary.ONNX_RUNTIME.open(two))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessageStartingWith("two.onnx: takes [a 1 of FLOAT, b 1 of FLOAT]; one input of FLOAT is expected");
        Path doubles = new TinyOnnx().doubles("a", 1).write(folder.resolve("doubles.onnx"));
        assertThatThrownBy(() -> NetLibrary.ONNX_RUNTIME.open(doubles)).isInstanceOf(UnmakeableMap.class);
    }

    @Test
    void aTensorHoldsWhatItsShapeSays() {
        assertThatThrownBy(() -> new Tensor("x", List.of(2, 2), new float[3]))
                .hasMessage("tensor x: 2x2 is not 3 numbers");
    }
}
