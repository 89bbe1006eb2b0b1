package io.controlnetflow.core.embedded.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.job.Lora;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalLorasTest {
    private static final List<String> THERE = List.of(
            "flux/ink-wash.safetensors", "Realism.safetensors", "old/poster.safetensors", "new\\poster.safetensors");

    private static String name(String path, Map<String, String> said) throws RenderFailed {
        return LocalLoras.names(List.of(new Lora(path, 1)), said, THERE).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "flux/ink-wash.safetensors, flux/ink-wash.safetensors",
        "somebody/ink-wash, flux/ink-wash.safetensors",
        "somebody/realism, Realism.safetensors",
        "https://example.com/a/b/ink-wash.safetensors?download=true, flux/ink-wash.safetensors",
    })
    void findsTheFileThatAPathMeans(String path, String name) throws Exception {
        assertThat(name(path, Map.of())).isEqualTo(name);
    }

    @Test
    void goesByWhatWasSaidFirst() throws Exception {
        assertThat(name("somebody/realism", Map.of("somebody/realism", "old/poster.safetensors")))
                .isEqualTo("old/poster.safetensors");
    }

    @Test
    void refusesWhatIsNotThereAndSaysWhatIs() {
        assertThatThrownBy(() -> name("somebody/watercolour", Map.of()))
                .isInstanceOf(RenderFailed.class)
                .hasMessage(
                        "loras[0].path: somebody/watercolour is no LoRA that this ComfyUI has; there is: "
                                + String.join(", ", THERE)
                                + "; put the file into its models/loras, or say which file is meant when the server is started");
    }

    @Test
    void refusesWhatMayBeSeveral() {
        assertThatThrownBy(() -> name("somebody/poster", Map.of()))
                .hasMessageContaining("may be any of old/poster.safetensors, new\\poster.safetensors");
    }
}
