package io.controlnetflow.routes.component.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.routes.engine.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaptionsTest {
    @Test
    void saysInWhatTheRequestsDiffer() {
        assertThat(lines(
                        "{'prompt': 'a', 'controlnet_conditioning_scale': 0.3, 'seed': 11, 'size': '512*512'}",
                        "{'prompt': 'a', 'controlnet_conditioning_scale': 0.3, 'seed': 22, 'size': '512*512'}",
                        "{'prompt': 'a', 'controlnet_conditioning_scale': 0.9, 'seed': 11, 'size': '512*512'}"))
                .containsExactly("scale 0.3, seed 11", "scale 0.3, seed 22", "scale 0.9, seed 11");
        assertThat(lines("{'prompt': 'a cat', 'seed': 1}", "{'prompt': 'a dog', 'seed': 1}"))
                .containsExactly("a cat", "a dog");
    }

    @Test
    void saysTheSeedWhereTheyDifferInTheirMapsOnly() {
        assertThat(lines("{'control_image': 'a', 'seed': 7}", "{'control_image': 'b', 'seed': 7}"))
                .containsExactly("seed 7", "seed 7");
        assertThat(lines("{}")).containsExactly("");
    }

    private static List<String> lines(String... inputs) {
        List<JsonNode> read = Stream.of(inputs)
                .map(text -> Json.read(text.replace('\'', '"')))
                .toList();
        return Captions.lines(read);
    }
}
