package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchingAFolderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path dir;

    @Test
    void movesAPictureWithItsSidecarToDoneOnceItsResultIsInTheOutbox() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("old.png", 1);
            try (FolderJob job = studio.start(studio.spec(FolderSpec.Mode.WATCH))) {
                studio.drop("new/cat.png", 2);
                studio.drop("new/cat.yaml", "prompt: a green hat\nseed: 7\n");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(Studio.files(studio.inbox))
                        .isEmpty());
                assertThat(Studio.files(dir.resolve("done")))
                        .hasSize(3)
                        .allMatch(f -> f.matches("\\d{4}-\\d\\d-\\d\\d/(old.png|new/cat.png|new/cat.yaml)"));
                JsonNode manifest = json(studio.outbox.resolve("new/cat/gen-1.png.json"));
                assertThat(manifest.path("seed").asInt()).isEqualTo(7);
                assertThat(manifest.at("/parameters/prompt").asText()).isEqualTo("a green hat");

                studio.drop("late.png", 3);
                await().atMost(PATIENCE).until(() -> Files.exists(studio.outbox.resolve("late/gen-1.png")));
                job.close();
                BatchSummary summary = job.done().get(10, TimeUnit.SECONDS);
                assertThat(summary.made()).isEqualTo(3);
            }
        }
    }

    @Test
    void movesWhatCannotBeUsedToErrorAndTakesItAgainWhenItIsMovedBack() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            studio.drop("cat.yaml", "promt: a cat\n");
            studio.drop("torn.jpg", "this is no picture");
            try (FolderJob job = studio.start(studio.spec(FolderSpec.Mode.WATCH))) {
                Path report = dir.resolve("error/cat.png.error.json");
                await().atMost(PATIENCE)
                        .until(() -> Files.exists(report) && Files.exists(dir.resolve("error/torn.jpg.error.json")));
                assertThat(json(report).path("what").asText())
                        .startsWith("cat.yaml: promt: ")
                        .contains("did you mean prompt?");
                assertThat(json(report).path("cost_usd").asDouble()).isZero();
                assertThat(json(dir.resolve("error/torn.jpg.error.json"))
                                .path("what")
                                .asText())
                        .startsWith("torn.jpg: ");
                assertThat(Studio.files(studio.inbox)).isEmpty();

                studio.drop("cat.yaml", "prompt: a cat\n");
                Files.move(dir.resolve("error/cat.png"), studio.inbox.resolve("cat.png"));
                await().atMost(PATIENCE).until(() -> Files.exists(studio.outbox.resolve("cat/gen-1.png")));
                assertThat(job.progress().submits()).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> Files.notExists(report));
            }
        }
    }

    @Test
    void finishesAfterARestartWhatACrashLeftBetweenMovingAndWritingItDown() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            assertThat(studio.run().made()).isEqualTo(1);
        }
        Files.createDirectories(dir.resolve("done"));
        Files.move(dir.resolve("inbox/cat.png"), dir.resolve("done/cat.png"));
        try (Studio studio = new Studio(dir);
                FolderJob job = studio.start(studio.spec(FolderSpec.Mode.WATCH))) {
            await().atMost(PATIENCE).until(() -> studio.engine()
                    .ledger()
                    .drops()
                    .open(studio.inbox.toString())
                    .isEmpty());
            assertThat(job.progress().submits()).isZero();
        }
    }

    private static JsonNode json(Path file) throws Exception {
        return new ObjectMapper().readTree(file.toFile());
    }
}
