package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that are done lie in the outbox while their run goes on. */
@EnabledOnOs(OS.LINUX)
class FirstPictureTest {
    @TempDir
    Path folder;

    @Test
    void isThereWhileTheOthersAreMadeAndIsNeitherLostNorPutThereAgain() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("shoot.dag.yaml"), """
                dag: shoot
                inputs: {image: {type: image, required: true}}
                triggers:
                  - folder: {path: inbox, outbox: outbox}
                nodes:
                  map: {call: "control-map:gray", with: {image: "${image}"}}
                  gen:
                    matrix: {speed: [quick, slow], seed: [1, 2]}
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: "a ${matrix.speed} shoe", control_image: "${map}", seed: "${matrix.seed}", size: "256*256"}
                """);
        try (Watching watch = new Watching(folder)) {
            watch.drop("inbox/cat.png", 1);
            watch.awaitFile("outbox/cat/gen-2-quick-1.jpg.json");
            Path first = watch.awaitFile("outbox/cat/gen-1-quick-1.jpg");
            watch.awaitFile("outbox/cat/gen-1-quick-1.jpg.json");
            assertThat(folder.resolve("inbox/cat.png")).exists();
            assertThat(watch.files("outbox")).hasSize(4);

            await().atMost(Watching.PATIENCE).until(() -> watch.rendered.contains("a slow shoe"));
            watch.killAndRestart();
            Files.delete(first); // whoever waited for it has taken it
            watch.letTheSlowOnesGo();
            await().atMost(Watching.PATIENCE).until(() -> watch.files("done").size() == 1);
            assertThat(watch.files("outbox"))
                    .contains("cat/gen-1-slow-1.jpg", "cat/gen-2-slow-1.jpg", "cat/gen-2-quick-1.jpg")
                    .doesNotContain("cat/gen-1-quick-1.jpg")
                    .allMatch(file -> !file.contains("-1-2."));
            assertThat(watch.provider.audit().posts()).isEqualTo(4);
            watch.awaitWords("4 pictures, at least");
        }
    }
}
