package io.controlnetflow.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestFieldsTest {
    private static final String MAP = "https://example.org/map.png";
    private final Seeds seeds = new Seeds("embedded", GenerationRequest.MODEL, new Random(7));

    @Test
    void fillsTheDefaultsOfTheApiPage() {
        GenerationRequest request = fields(Map.of("prompt", "a cat")).resolve(ControlKind.NONE, MAP, seeds);

        assertThat(request.size()).isEqualTo(new Size(1024, 1024));
        assertThat(request.numInferenceSteps()).isEqualTo(28);
        assertThat(request.guidanceScale()).isEqualTo(3.5);
        assertThat(request.controlnetConditioningScale()).isEqualTo(0.7);
        assertThat(request.controlGuidanceStart()).isZero();
        assertThat(request.controlGuidanceEnd()).isEqualTo(0.8);
        assertThat(request.loras()).isEmpty();
        assertThat(request.numImages()).isEqualTo(1);
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.JPEG);
        assertThat(request.controlImage()).isEqualTo(MAP);
    }

    @ParameterizedTest
    @EnumSource(ControlKind.class)
    void takesTheKindsDefaults(ControlKind kind) {
        GenerationRequest request = fields(Map.of("prompt", "a cat")).resolve(kind, MAP, seeds);

        assertThat(request.controlnetConditioningScale()).isEqualTo(kind.conditioningScale());
        assertThat(request.controlGuidanceEnd()).isEqualTo(kind.guidanceEnd());
    }

    @Test
    void letsAnExplicitValueWinOverTheKind() {
        GenerationRequest request = fields(
                        Map.of("prompt", "a cat", "controlnet_conditioning_scale", 0.4, "control_guidance_end", 0.5))
                .resolve(ControlKind.POSE, MAP, seeds);

        assertThat(request.controlnetConditioningScale()).isEqualTo(0.4);
        assertThat(request.controlGuidanceEnd()).isEqualTo(0.5);
    }

    @Test
    void laysTheSidecarOverTheFolderOverTheFlow() {
        RequestFields flow = RequestFields.of("flow", Map.of("prompt", "flow", "num_images", 2, "seed", 1));
        RequestFields folder = RequestFields.of("_defaults.yaml", Map.of("prompt", "folder", "num_images", 3));
        RequestFields sidecar = RequestFields.of("cat.yaml", Map.of("prompt", "cat"));

        GenerationRequest request = flow.with(folder).with(sidecar).resolve(ControlKind.CANNY, MAP, seeds);

        assertThat(request.prompt()).isEqualTo("cat");
        assertThat(request.numImages()).isEqualTo(3);
        assertThat(request.seed()).isEqualTo(1);
        assertThat(flow.with(folder).with(sidecar).origin("num_images")).isEqualTo("_defaults.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size|2000*200|cat.yaml: size: 2000*200 is outside 256 to 1536 pixels a side",
                "size|big|cat.yaml: size: big is not width*height; write it like 1024*1024",
                "num_inference_steps|51|cat.yaml: num_inference_steps: 51 is outside 1 to 50",
                "num_inference_steps|2.5|cat.yaml: num_inference_steps: \"2.5\" is not a whole number; it takes 1 to 50",
                "guidance_scale|20.5|cat.yaml: guidance_scale: 20.5 is outside 0 to 20",
                "controlnet_conditioning_scale|2.01|cat.yaml: controlnet_conditioning_scale: 2.01 is outside 0 to 2",
                "control_guidance_start|x|cat.yaml: control_guidance_start: \"x\" is a text, not a number; it takes 0 to 1",
                "control_guidance_end|-0.1|cat.yaml: control_guidance_end: -0.1 is outside 0 to 1",
                "seed|2147483648|cat.yaml: seed: 2147483648 is outside -1 to 2147483647",
                "seed|-2|cat.yaml: seed: -2 is outside -1 to 2147483647",
                "num_images|5|cat.yaml: num_images: 5 is outside 1 to 4",
                "num_images|NaN|cat.yaml: num_images: \"NaN\" is a text, not a number; it takes 1 to 4",
                "output_format|gif|cat.yaml: output_format: gif is none of jpeg, png, webp",
                "enable_sync_mode|yes|cat.yaml: enable_sync_mode: \"yes\" is neither true nor false",
                "control_kind|cany|cat.yaml: control_kind: cany is none of canny, soft-edge, depth, approx-depth, pose, gray, none; did you mean canny?",
                "fit|fill|cat.yaml: fit: fill is neither cover nor contain",
                "model|nonsense|cat.yaml: model: nonsense is not a model id; write it like wavespeed-ai/flux-controlnet-union-pro-2.0",
                "promt|a cat|cat.yaml: promt: \"a cat\" is given for a field that does not exist; did you mean prompt?",
            })
    void namesFieldValueAndRange(String field, String value, String message) {
        assertThatThrownBy(() -> RequestFields.of("cat.yaml", Map.of(field, value)))
                .isInstanceOf(InvalidField.class)
                .hasMessage(message);
    }

    @Test
    void listsTheKnownFieldsWhenNoneIsNear() {
        assertThatThrownBy(() -> fields(Map.of("enable_safety_checker", true)))
                .hasMessageStartingWith(
                        "enable_safety_checker: true is given for a field that does not exist; known fields are")
                .hasMessageContaining("num_inference_steps");
    }

    @Test
    void rejectsValuesOfTheWrongType() {
        assertThatThrownBy(() -> fields(Map.of("prompt", 42)))
                .hasMessage("prompt: 42 is a number, not text; write it in quotes: \"42\"");
        assertThatThrownBy(() -> fields(Map.of("guidance_scale", true)))
                .hasMessage("guidance_scale: true is a boolean, not a number; it takes 0 to 20");
        assertThatThrownBy(() -> fields(Map.of("loras", 3))).hasMessageContaining("is a number, not a list");
        assertThatThrownBy(() -> fields(Map.of("prompt", " "))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> RequestFields.NONE.with("a.yaml", "seed", null))
                .hasMessage("a.yaml: seed: nothing is given; give a value or leave the field out");
        assertThatThrownBy(() -> fields(Map.of("guidance_scale", Double.NaN)))
                .hasMessage("guidance_scale: NaN is outside 0 to 20");
    }

    @Test
    void acceptsNumbersWrittenAsText() {
        RequestFields fields = fields(Map.of("guidance_scale", " 0.7 ", "num_images", "2", "seed", 3.0));

        assertThat(fields.value("guidance_scale", Double.class)).contains(0.7);
        assertThat(fields.value("num_images", Integer.class)).contains(2);
        assertThat(fields.seed()).contains(3);
    }

    @Test
    void readsLorasAsMapsAndAsText() {
        List<Lora> both = List.of(new Lora("a/b", 0.5), new Lora("https://h.example/c.safetensors", 1));

        assertThat(loras(Map.of(
                        "loras",
                        List.of(
                                Map.of("path", "a/b", "scale", 0.5),
                                Map.of("path", "https://h.example/c.safetensors")))))
                .isEqualTo(both);
        assertThat(loras(Map.of("loras", "a/b:0.5, https://h.example/c.safetensors")))
                .isEqualTo(both);
    }

    @Test
    void rejectsWrongLoras() {
        assertThatThrownBy(() -> loras(Map.of("loras", "a/b,c/d,e/f,g/h")))
                .hasMessage("loras: 4 items are more than 3");
        assertThatThrownBy(() -> loras(Map.of("loras", List.of(Map.of("path", "a/b", "scale", 4.5)))))
                .hasMessage("loras[].scale: 4.5 is outside 0 to 4");
        assertThatThrownBy(() -> loras(Map.of("loras", List.of(Map.of("scale", 1)))))
                .hasMessageStartingWith("loras[].path: nothing is given");
        assertThatThrownBy(() -> loras(Map.of("loras", List.of(Map.of("path", "a/b", "scael", 1)))))
                .hasMessageStartingWith("loras[].scael: 1 is given for a field that does not exist");
        assertThatThrownBy(() -> loras(Map.of("loras", Arrays.asList((Object) null))))
                .hasMessageStartingWith("loras[]: null is nothing, not a LoRA");
    }

    @Test
    void asksForAPrompt() {
        assertThatThrownBy(() -> RequestFields.NONE.resolve(ControlKind.CANNY, MAP, seeds))
                .isInstanceOf(InvalidField.class)
                .hasMessageStartingWith("prompt: nothing is given");
    }

    @Test
    void readsCamelsSpelling() {
        assertThat(Fields.snake("controlnetConditioningScale")).isEqualTo("controlnet_conditioning_scale");
        assertThat(Fields.find(Fields.snake("numImages"))).isPresent();
    }

    @Test
    void carriesEveryParameterOfTheApiPage() {
        assertThat(Fields.all())
                .filteredOn(field -> field.use() != Field.Use.LOCAL)
                .extracting(Field::name)
                .containsExactly(
                        "prompt",
                        "control_image",
                        "size",
                        "num_inference_steps",
                        "guidance_scale",
                        "controlnet_conditioning_scale",
                        "control_guidance_start",
                        "control_guidance_end",
                        "loras",
                        "seed",
                        "num_images",
                        "output_format",
                        "enable_base64_output",
                        "enable_sync_mode");
    }

    private static RequestFields fields(Map<String, ?> values) {
        return RequestFields.of("", values);
    }

    private static List<Lora> loras(Map<String, ?> values) {
        return fields(values)
                .with("", "prompt", "p")
                .resolve(ControlKind.NONE, MAP, new Seeds("e", "m", new Random(1)))
                .loras();
    }
}
