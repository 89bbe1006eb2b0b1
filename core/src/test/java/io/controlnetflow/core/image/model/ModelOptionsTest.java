package io.controlnetflow.core.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelOptionsTest {
    @Test
    void readEveryWordAndIgnoreEmptyTexts() {
        ModelOptions options = ModelOptions.NONE
                .with("model", "midas.onnx")
                .with("network", "depth-anything")
                .with("side", "384")
                .with("mean", "0.5, 0.5,0.5")
                .with("deviation", "0.5,0.5,0.5")
                .with("order", "bgr")
                .with("model", " ");
        List<Double> half = List.of(0.5, 0.5, 0.5);
        assertThat(options).isEqualTo(new ModelOptions("midas.onnx", "depth-anything", 384, half, half, "bgr"));
        assertThat(Feed.PATCHES.with(options)).isEqualTo(new Feed(384, 14, half, half, true));
        assertThat(Feed.PATCHES.with(ModelOptions.NONE)).isEqualTo(Feed.PATCHES);
        assertThat(options.apply(ControlKind.DEPTH)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "side|8|side: 8 is outside 64 to 2048; 518 is usual for depth",
                "side|large|side: large is no whole number; 518 is usual for depth",
                "mean|0.5|mean: 0.5 is not three numbers; write red,green,blue as in 0.485,0.456,0.406",
                "mean|a,b,c|mean: a,b,c is not three numbers; write red,green,blue as in 0.485,0.456,0.406",
                "deviation|1,0,1|deviation: [1.0, 0.0, 1.0] is not above 0; 0.229,0.224,0.225 is usual",
                "order|rgbx|order: rgbx is neither rgb nor bgr; did you mean rgb?",
                "sides|8|sides: 8 is no option of a model; did you mean side?",
            })
    void refuseWhatNoNetworkHas(String word, String text, String message) {
        assertThatThrownBy(() -> ModelOptions.NONE.with(word, text))
                .isInstanceOf(InvalidField.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canny|model|a.onnx|model: a.onnx has no meaning for canny maps; pose, depth and soft-edge maps are made by models",
                "approx-depth|side|518|side: 518 has no meaning for approx-depth maps; leave it out, or name a model of depth or soft-edge",
                "pose|mean|1,1,1|mean: [1.0, 1.0, 1.0] has no meaning for pose maps; leave it out, or name a model of depth or soft-edge",
                "soft-edge|network|hed|network: hed has no meaning for soft-edge maps; leave it out, or name a model of depth or soft-edge",
                "depth|network|hed|network: hed is no network of depth maps; use one of depth-anything, metric-depth",
            })
    void refuseWhatTheKindHasNoUseFor(String kind, String word, String text, String message) {
        ModelOptions options = ModelOptions.NONE.with(word, text);
        assertThatThrownBy(() -> options.apply(ControlKind.of(kind)))
                .isInstanceOf(InvalidField.class)
                .hasMessage(message);
    }

    @Test
    void onlyPoseAndDepthNeedAModel() {
        for (ControlKind kind : ControlKind.values()) {
            assertThat(ModelOptions.NONE.apply(kind))
                    .as(kind.text())
                    .isEqualTo(kind == ControlKind.POSE || kind == ControlKind.DEPTH);
        }
        assertThat(ModelOptions.NONE.with("model", "hed.onnx").apply(ControlKind.SOFT_EDGE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DEPTH,depth.onnx,DEPTH_ANYTHING",
        "DEPTH,depth_anything_v2_metric_hypersim_vits.onnx,METRIC_DEPTH",
        "SOFT_EDGE,ControlNetHED.onnx,HED",
        "SOFT_EDGE,table5_pidinet.onnx,PIDINET",
        "SOFT_EDGE,TEED-7.onnx,TEED",
        "SOFT_EDGE,MTEED.onnx,ANYLINE",
        "SOFT_EDGE,edges.onnx,"
    })
    void aNetworkIsKnownByTheFilesName(ControlKind kind, String file, Network network) {
        assertThat(Network.named(kind, file).orElse(null)).isEqualTo(network);
    }
}
