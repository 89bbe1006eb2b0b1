package io.controlnetflow.core.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Plane;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void spreadInverseDepthFromBlackToWhite() {
        Plane depth = depth(false, tensor(List.of(1, 2, 2), 3, 5, 7, 11));
        assertThat(depth.values()).containsExactly(0, 0.25f, 0.5f, 1);
    }

    @Test
    void turnDistancesSoThatNearIsWhite() {
        Plane depth = depth(true, tensor(List.of(1, 1, 2, 2), 1, 2, 4, -3));
        assertThat(depth.values()[3]).as("behind the lens counts as nearest").isEqualTo(1);
        assertThat(depth.values()[0]).isGreaterThan(depth.values()[1]);
        assertThat(depth.values()[2]).isZero();
    }

    @Test
    void refuseWhatIsNoMapOrSaysNothing() {
        assertThatThrownBy(() -> depth(false, tensor(List.of(1, 2, 2, 4), new float[16])))
                .isInstanceOf(UnmakeableMap.class)
                .hasMessage(
                        "m.onnx: gives [t 1x2x2x4]; one map (HEIGHTxWIDTH) is expected, so name a model that makes one");
        assertThatThrownBy(() -> depth(false, tensor(List.of(2, 2), 5, 5, 5, 5)))
                .hasMessageStartingWith("m.onnx: finds the same depth everywhere in this photograph;");
        assertThatThrownBy(() -> depth(false, tensor(List.of(2, 2), 5, Float.NaN, 5, 5)))
                .hasMessageStartingWith("m.onnx: gives numbers that are none (NaN);");
    }

    @Test
    void meanTheSideAnswersOfHedBeforeTheLogisticFunction() {
        Plane edges = Answers.edges(
                "hed.onnx",
                List.of(tensor(List.of(1, 1, 2, 2), -9, -9, 9, 9), tensor(List.of(1, 1, 1, 1, 2, 2), -3, -3, 3, 3)),
                false,
                2,
                2);
        float sure = (float) (1 / (1 + Math.exp(-6)));
        assertThat(edges.values()[3]).isCloseTo(sure, within(1e-6f));
        assertThat(edges.values()[0]).isCloseTo(1 - sure, within(1e-6f));
    }

    @Test
    void takePiDiNetsLastAnswerAsItIs() {
        Plane edges = Answers.edges(
                "pidinet.onnx",
                List.of(tensor(List.of(2, 2), 1, 1, 1, 1), tensor(List.of(2, 2), 0, 0.25f, 0.5f, 1)),
                true,
                2,
                2);
        assertThat(edges.values()).containsExactly(0, 0.25f, 0.5f, 1);
    }

    @Test
    void bringEdgesToThePhotographsSize() {
        Plane edges = Answers.edges("teed.onnx", List.of(tensor(List.of(2, 2), 0, 0, 1, 1)), false, 40, 20);
        assertThat(edges.width()).isEqualTo(40);
        assertThat(edges.height()).isEqualTo(20);
        assertThat(edges.values()[0]).isZero();
        assertThat(edges.values()[799]).isEqualTo(1);
    }

    private static Plane depth(boolean distances, Tensor answer) {
        return Answers.depth("m.onnx", List.of(answer), distances);
    }

    private static Tensor tensor(List<Integer> shape, float... values) {
        return new Tensor("t", shape, values);
    }
}
