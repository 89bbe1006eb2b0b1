package io.controlnetflow.core.embedded.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.embedded.LooseErrand;
import io.controlnetflow.core.embedded.books.EmbeddedUnavailable;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.codec.Probe;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComfyUiTest extends ComfyFixture {
    @ParameterizedTest
    @EnumSource
    void deliversEveryPictureInTheFormatThatWasAskedFor(OutputFormat format) throws Exception {
        Rendered made = render(Asked.of(2, format));
        assertThat(made.images()).hasSize(2).doesNotHaveDuplicates().allSatisfy(i -> {
            Probe probe = Pictures.probe(i);
            assertThat(probe.mediaType()).isEqualTo(format.mediaType());
            assertThat(List.of(probe.width(), probe.height())).containsExactly(288, 400);
        });
        assertThat(made.nsfw()).containsExactly(false, false);
        assertThat(made.inference()).isEqualTo(Duration.ofMillis(7_500));
    }

    @Test
    void sendsOnePromptUnderThePredictionsIdWithTheMapInTheSizeOfThePicture() throws Exception {
        byte[] made = renderOne().images().get(0);
        assertThat(made).isEqualTo(comfy.outputs.values().iterator().next());
        assertThat(comfy.posted).singleElement().satisfies(p -> {
            assertThat(p.path("prompt_id").asText()).isEqualTo(OURS);
            assertThat(p.path("client_id").asText()).isEqualTo(OURS);
            String image = ScriptedComfy.find(p.path("prompt"), "LoadImage")
                    .path("image")
                    .asText();
            Probe map = Pictures.probe(Objects.requireNonNull(comfy.inputs.get(image)));
            assertThat(List.of(map.width(), map.height())).containsExactly(288, 400);
        });
    }

    @Test
    void failsWithComfyUisOwnWords() {
        comfy.fail("Allocation on device");
        assertThatThrownBy(this::renderOne)
                .isInstanceOf(RenderFailed.class)
                .hasMessage("ComfyUI: SamplerCustomAdvanced: torch.OutOfMemoryError: Allocation on device")
                .extracting(e -> ((RenderFailed) e).code())
                .isEqualTo(1405);
    }

    @Test
    void failsWithTheNodeAndTheInputThatAreRefused() throws Exception {
        ComfyUi renderer = ComfyUi.open(settings());
        ((ArrayNode) comfy.classes.at("/VAELoader/input/required/vae_name/0")).remove(0);
        assertThatThrownBy(() -> renderer.render(Asked.of(1, OutputFormat.PNG), errand))
                .isInstanceOf(RenderFailed.class)
                .hasMessage("ComfyUI refuses the prompt: VAELoader: Value not in list: vae_name: 'ae.safetensors'"
                        + " not in [\"pixel_space\"]");
    }

    @Test
    void saysAtItsStartWhatIsMissingAndWhatIsThere() {
        ComfyModels d = ComfyModels.DEFAULT;
        ComfyModels other = new ComfyModels(
                null,
                "flux2.safetensors",
                d.weightType(),
                d.clip(),
                d.t5(),
                d.vae(),
                "none.safetensors",
                "euler",
                "sometimes");
        comfy.classes.remove("ModelSamplingFlux");
        assertThatThrownBy(() -> ComfyUi.open(settings().with(other)))
                .isInstanceOf(EmbeddedUnavailable.class)
                .hasMessage("comfyui: " + comfy.uri()
                        + ": UNETLoader: unet_name: flux2.safetensors is not there; there is: flux1-dev.safetensors,"
                        + " flux1-schnell.safetensors"
                        + "; ControlNetLoader: control_net_name: none.safetensors is not there; there is:"
                        + " FLUX.1-dev-ControlNet-Union-Pro-2.0.safetensors, old-canny.safetensors"
                        + "; node ModelSamplingFlux is not there; update ComfyUI"
                        + "; BasicScheduler: scheduler: sometimes is not there; there is: simple, normal, beta");
    }

    @Test
    void looksForTheModelsLaterWhenComfyUiDoesNotAnswerAtItsStart() throws Exception {
        comfy.down();
        ComfyUi renderer = ComfyUi.open(settings());
        assertThat(renderer.silent()).hasValueSatisfying(s -> assertThat(s).contains("predictions wait until it does"));
        comfy.classes.remove("FluxGuidance");
        comfy.up();
        assertThatThrownBy(() -> renderer.render(Asked.of(1, OutputFormat.PNG), errand))
                .isInstanceOf(RenderFailed.class)
                .hasMessageContaining("node FluxGuidance is not there");
        assertThat(comfy.posted).isEmpty();
    }

    @Test
    void usesTheLorasThatComfyUiHas() throws Exception {
        ComfyUi renderer = ComfyUi.open(settings().withLoras(Map.of("me/mine", "realism.safetensors")));
        renderer.render(Asked.of(1, OutputFormat.PNG, new Lora("me/mine", 1), new Lora("you/ink-wash", 2)), errand);
        assertThat(ScriptedComfy.find(comfy.posted.get(0).path("prompt"), "LoraLoader")
                        .path("lora_name")
                        .asText())
                .isEqualTo("realism.safetensors");
        assertThatThrownBy(() ->
                        renderer.render(Asked.of(1, OutputFormat.PNG, new Lora("you/none", 1)), new LooseErrand()))
                .isInstanceOf(RenderFailed.class)
                .hasMessageStartingWith("loras[0].path: you/none is no LoRA that this ComfyUI has");
    }

    @Test
    void refusesAMapThatIsNoPictureBeforeAnythingIsSent() {
        RenderRequest r = Asked.of(1, OutputFormat.PNG);
        RenderRequest bad = new RenderRequest(
                r.prompt(), new byte[] {1, 2}, r.size(), 1, 1, 1, 0, 1, List.of(), 1, 1, OutputFormat.PNG);
        assertThatThrownBy(() -> render(bad))
                .isInstanceOf(RenderFailed.class)
                .hasMessageStartingWith("control_image: is no picture that is supported");
        assertThat(comfy.posted).isEmpty();
        assertThat(errand.note()).isEmpty();
    }
}
