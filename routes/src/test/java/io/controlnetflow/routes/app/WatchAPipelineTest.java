package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow watch} of a folder with a pipeline: where dropped pictures go. */
@EnabledOnOs(OS.LINUX)
class WatchAPipelineTest {
    private static final String DAY = "\\d{4}-\\d\\d-\\d\\d/";

    @TempDir
    Path folder;

    @BeforeEach
    void pipeline() throws Exception {
        Files.createDirectories(folder.resolve("inbox/sub"));
        Files.writeString(folder.resolve("shoot.dag.yaml"), """
                dag: shoot
                inputs:
                  image: {type: image, required: true}
                  prompt: {type: string, default: a red shoe}
                triggers:
                  - folder: {path: inbox, outbox: outbox}
                nodes:
                  map: {call: "control-map:gray", with: {image: "${image}"}}
                  first:
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: "${prompt}", control_image: "${map}", size: "256*256"}
                  second:
                    needs: [first]
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: "${prompt}, again", control_image: "${map}", size: "256*256"}
                """);
    }

    @Test
    void movesADropToDoneWithItsSidecarOrToErrorWithAReportAndTakesItAgainForNothing() throws Exception {
        try (Watching watch = new Watching(folder)) {
            Files.writeString(folder.resolve("inbox/sub/cat.txt"), "a blue shoe");
            watch.drop("inbox/sub/cat.png", 1);
            assertThat(watch.json("outbox/sub/cat/second-1.jpg.json")
                            .at("/parameters/prompt")
                            .asText())
                    .isEqualTo("a blue shoe, again");
            await().atMost(Watching.PATIENCE).until(() -> watch.files("done").size() == 2);
            assertThat(watch.files("done")).allMatch(file -> file.matches(DAY + "sub/cat\\.(png|txt)"));

            watch.provider.script().on(Step.TASK, 4, Fault.TASK_FAILED);
            watch.drop("inbox/dog.png", 2);
            JsonNode report = watch.json("error/dog.png.error.json");
            assertThat(report.path("file").asText()).isEqualTo("dog.png");
            assertThat(report.path("what").asText()).contains("the task failed (code 1405)");
            assertThat(report.path("task_id").asText()).isNotEmpty();
            assertThat(report.path("how_to_go_on").asText()).contains("move the file back to");
            assertThat(watch.files("error")).containsExactly("dog.png", "dog.png.error.json");
            long posts = watch.provider.audit().posts();

            Files.move(folder.resolve("error/dog.png"), folder.resolve("inbox/dog.png"));
            watch.awaitFile("outbox/dog/second-1.jpg");
            await().atMost(Watching.PATIENCE).until(() -> watch.files("error").isEmpty());
            assertThat(watch.provider.audit().posts())
                    .as("only what failed is sent again")
                    .isEqualTo(posts + 1);

            watch.write("inbox/owl.yaml", "promt: a green shoe\n");
            watch.drop("inbox/owl.png", 3);
            assertThat(watch.json("error/owl.png.error.json").path("what").asText())
                    .contains("owl.yaml: promt", "did you mean prompt?");
            assertThat(watch.files("error")).containsExactly("owl.png", "owl.png.error.json", "owl.yaml");
            assertThat(watch.files("inbox")).isEmpty();
            assertThat(watch.provider.audit().posts()).isEqualTo(posts + 1);

            String cat = watch.files("done").stream()
                    .filter(file -> file.endsWith("cat.png"))
                    .findFirst()
                    .orElseThrow();
            Files.move(folder.resolve("done").resolve(cat), folder.resolve("inbox/kitten.png"));
            await().atMost(Watching.PATIENCE).until(() -> watch.files("inbox").isEmpty());
            watch.awaitFile("outbox/kitten/second-1.jpg");
            watch.restart();
            watch.drop("inbox/eel.png", 4);
            watch.awaitFile("outbox/eel/second-1.jpg");
        }
    }
}
