package io.controlnetflow.core.embedded.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FluxGraphTest {
    private static JsonNode graph(ComfyModels models, String... loras) {
        Lora[] asked = new Lora[loras.length];
        java.util.Arrays.setAll(asked, i -> new Lora(loras[i], 0.5 + i));
        return FluxGraph.of(
                Asked.of(3, OutputFormat.JPEG, asked),
                models,
                List.of(loras),
                "controlnetflow/m.png",
                "controlnetflow/id");
    }

    private static List<String> types(JsonNode graph) {
        List<String> types = new ArrayList<>();
        graph.forEach(n -> types.add(n.path("class_type").asText()));
        return types;
    }

    /** The class of the node that an input comes from. */
    private static String source(JsonNode graph, String type, String input) {
        JsonNode link = ScriptedComfy.find(graph, type).path(input);
        return graph.path(link.path(0).asText()).path("class_type").asText() + "/"
                + link.path(1).asInt();
    }

    @Test
    void hasEighteenNodesAndNoModeNode() {
        JsonNode graph = graph(ComfyModels.DEFAULT);
        assertThat(types(graph)).hasSize(18).doesNotContain("SetUnionControlNetType");
        assertThat(types(graph).stream().filter("CLIPTextEncode"::equals)).hasSize(2);
    }

    @Test
    void carriesEveryParameterToItsNode() {
        JsonNode graph = graph(ComfyModels.DEFAULT);
        assertThat(ScriptedComfy.find(graph, "CLIPTextEncode").path("text").asText())
                .isEqualTo("a quiet \\(very quiet\\) harbour");
        assertThat(ScriptedComfy.find(graph, "FluxGuidance").path("guidance").asDouble())
                .isEqualTo(4.5);
        JsonNode control = ScriptedComfy.find(graph, "ControlNetApplyAdvanced");
        assertThat(List.of(
                        control.path("strength").asDouble(),
                        control.path("start_percent").asDouble(),
                        control.path("end_percent").asDouble()))
                .containsExactly(0.6, 0.1, 0.7);
        assertThat(ScriptedComfy.find(graph, "RandomNoise").path("noise_seed").asInt())
                .isEqualTo(42);
        assertThat(ScriptedComfy.find(graph, "BasicScheduler").path("steps").asInt())
                .isEqualTo(12);
        assertThat(ScriptedComfy.find(graph, "LoadImage").path("image").asText())
                .isEqualTo("controlnetflow/m.png");
        JsonNode latent = ScriptedComfy.find(graph, "EmptySD3LatentImage");
        assertThat(List.of(
                        latent.path("width").asInt(),
                        latent.path("height").asInt(),
                        latent.path("batch_size").asInt()))
                .containsExactly(288, 400, 3);
    }

    @Test
    void givesTheControlNetTheVaeAndSwitchesClassifierFreeGuidanceOff() {
        JsonNode graph = graph(ComfyModels.DEFAULT);
        assertThat(source(graph, "ControlNetApplyAdvanced", "vae")).isEqualTo("VAELoader/0");
        assertThat(source(graph, "ControlNetApplyAdvanced", "positive")).isEqualTo("FluxGuidance/0");
        assertThat(source(graph, "CFGGuider", "negative")).isEqualTo("ControlNetApplyAdvanced/1");
        assertThat(ScriptedComfy.find(graph, "CFGGuider").path("cfg").asDouble())
                .isEqualTo(1.0);
    }

    @Test
    void putsEachLoraBetweenTheLoadersAndWhatUsesThem() {
        JsonNode graph = graph(ComfyModels.DEFAULT, "one", "two");
        assertThat(types(graph)).hasSize(20);
        assertThat(source(graph, "LoraLoader", "model")).isEqualTo("UNETLoader/0");
        assertThat(source(graph, "ModelSamplingFlux", "model")).isEqualTo("LoraLoader/0");
        assertThat(source(graph, "CLIPTextEncode", "clip")).isEqualTo("LoraLoader/1");
        assertThat(ScriptedComfy.find(graph, "LoraLoader").path("strength_clip").asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void takesModelEncodersAndVaeOutOfOneCheckpoint() {
        ComfyModels d = ComfyModels.DEFAULT;
        JsonNode graph = graph(new ComfyModels(
                "all.safetensors",
                d.unet(),
                d.weightType(),
                d.clip(),
                d.t5(),
                d.vae(),
                d.controlNet(),
                d.sampler(),
                d.scheduler()));
        assertThat(types(graph)).hasSize(16).doesNotContain("UNETLoader", "DualCLIPLoader", "VAELoader");
        assertThat(source(graph, "VAEDecode", "vae")).isEqualTo("CheckpointLoaderSimple/2");
        assertThat(source(graph, "CLIPTextEncode", "clip")).isEqualTo("CheckpointLoaderSimple/1");
    }
}
