package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.comfyui.ComfyUi;
import io.controlnetflow.core.embedded.comfyui.ComfyUiSettings;
import io.controlnetflow.core.embedded.comfyui.ScriptedComfy;
import io.controlnetflow.core.embedded.render.TinyPicture;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComfyUiRestartTest {
    @TempDir
    Path folder;

    private EmbeddedServer start(ScriptedComfy comfy) {
        return EmbeddedServer.start(
                EmbeddedSettings.in(folder).withGenerationTime(Duration.ZERO, Duration.ZERO),
                ComfyUi.open(ComfyUiSettings.at(comfy.uri())
                        .withAtOnce(2)
                        .withPace(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofSeconds(10))));
    }

    @Test
    void goesOnWithEveryPredictionAndSendsNoPromptTwice() throws Exception {
        try (ScriptedComfy comfy = new ScriptedComfy().hold()) {
            String[] ids = new String[3];
            try (EmbeddedServer server = start(comfy)) {
                Caller caller = new Caller(server);
                String url = caller.upload(TinyPicture.png("map"));
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = caller.submit(inputs(url).put("size", "256*256").put("seed", i));
                }
                Awaitility.await().until(() -> comfy.posts() == 2);
                assertThat(caller.result(ids[2]).path("status").asText()).isEqualTo("created");
            }
            try (EmbeddedServer server = start(comfy)) {
                Caller caller = new Caller(server);
                for (String id : ids) {
                    JsonNode done = Awaitility.await()
                            .until(
                                    () -> {
                                        comfy.run();
                                        return caller.result(id);
                                    },
                                    r -> r.path("status").asText().equals("completed"));
                    assertThat(done.path("timings").path("inference").asInt()).isEqualTo(7_500);
                }
            }
            assertThat(comfy.posts()).isEqualTo(3);
        }
    }
}
