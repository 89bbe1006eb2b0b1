package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    Path dir;

    @Test
    void refusesEachBadFileWithItsReasonAndMakesTheOthers() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("a-good.png", 1);
            studio.drop("b-empty.png", new byte[0]);
            studio.drop("c-text.png", "no picture");
            studio.drop("d-scale.png", 2);
            studio.drop("d-scale.yaml", "controlnet_conditioning_scale: 2.5\n");
            studio.drop("e-yaml.png", 3);
            studio.drop("e-yaml.yaml", "prompt: [a\n");
            studio.drop("f-job.json", "{\"prompt\": \"a hat\", \"control_image\": \"missing.png\"}");
            BatchSummary summary = studio.run();
            assertThat(summary.made()).isEqualTo(1);
            assertThat(summary.submits()).isEqualTo(1);
            assertThat(summary.failures().stream().map(BatchSummary.Failure::file))
                    .containsExactly("b-empty.png", "c-text.png", "d-scale.png", "e-yaml.png", "f-job.json");
            assertThat(summary.failures().stream().map(BatchSummary.Failure::message))
                    .satisfiesExactly(
                            m -> assertThat(m).startsWith("b-empty.png: is empty"),
                            m -> assertThat(m).startsWith("c-text.png: "),
                            m -> assertThat(m)
                                    .isEqualTo("d-scale.yaml: controlnet_conditioning_scale: 2.5 is outside 0 to 2"),
                            m -> assertThat(m).startsWith("e-yaml.yaml: line "),
                            m -> assertThat(m).startsWith("f-job.json: control_image: missing.png is not there"));
            assertThat(Studio.files(studio.outbox.resolve("error"))).hasSize(5);
            assertThat(new ObjectMapper()
                            .readTree(studio.outbox
                                    .resolve("error/d-scale.png.error.json")
                                    .toFile())
                            .path("how_to_go_on")
                            .asText())
                    .contains("same command again");
            assertThat(studio.inbox.resolve("c-text.png")).exists();

            studio.drop("d-scale.yaml", "controlnet_conditioning_scale: 1.5\n");
            assertThat(studio.run().made()).isEqualTo(1);
            assertThat(studio.outbox.resolve("error/d-scale.png.error.json")).doesNotExist();
        }
    }

    @Test
    void refusesAMissingPromptBeforeAnythingIsSubmitted() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            FolderSpec spec = FolderSpec.of(studio.inbox, studio.outbox, FolderSpec.Mode.RUN);
            try (FolderJob job = studio.start(spec)) {
                BatchSummary summary = job.done().get(60, TimeUnit.SECONDS);
                assertThat(summary.submits()).isZero();
                assertThat(summary.failures()).singleElement().satisfies(f -> assertThat(f.message())
                        .startsWith("cat.png: prompt: nothing is given"));
            }
        }
    }

    @Test
    void saysThatAPoseMapCannotBeMadeHere() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            try (FolderJob job = studio.start(studio.spec(FolderSpec.Mode.RUN).with(ControlKind.POSE))) {
                BatchSummary summary = job.done().get(60, TimeUnit.SECONDS);
                assertThat(summary.submits()).isZero();
                assertThat(summary.failures()).singleElement().satisfies(f -> assertThat(f.message())
                        .startsWith("cat.png: models/package/pose_solution_packed_assets.data: is missing"));
            }
        }
    }

    @Test
    void makesAJobFileOfItsFinishedMapAndNoDropOfTheMap() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("maps/edges.png", 1);
            studio.drop("hat.json", "{\"prompt\": \"a hat\", \"control_image\": \"maps/edges.png\", \"seed\": 5}");
            BatchSummary summary = studio.run();
            assertThat(summary.failures()).isEmpty();
            assertThat(summary.drops()).isEqualTo(1);
            assertThat(Studio.files(studio.outbox)).contains("hat/gen-1.png", "hat/gen-1.png.json");
        }
    }

    @Test
    void refusesAPictureWithoutTheSidecarThatIsRequired() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            studio.drop("cat.txt", "a cat of glass");
            studio.drop("dog.png", 2);
            FolderSpec spec = studio.spec(FolderSpec.Mode.RUN).with(FolderSpec.Sidecars.REQUIRED);
            try (FolderJob job = studio.start(spec)) {
                BatchSummary summary = job.done().get(60, TimeUnit.SECONDS);
                assertThat(summary.made()).isEqualTo(1);
                assertThat(summary.submits()).isEqualTo(1);
                assertThat(summary.failures()).singleElement().satisfies(f -> assertThat(f.message())
                        .isEqualTo("dog.png: sidecar: none is there; put dog.txt with the prompt beside it"));
            }
        }
    }

    @Test
    void putsFlaggedPicturesIntoQuarantine() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("set/cat.png", 1);
            studio.drop("set/cat.txt", "a cat, nsfw");
            studio.drop("dog.png", 2);
            BatchSummary summary = studio.run();
            assertThat(summary.failures()).isEmpty();
            assertThat(Studio.files(studio.outbox))
                    .contains("quarantine/set/cat/gen-1.png", "dog/gen-1.png")
                    .noneMatch(file -> file.startsWith("set/"));
        }
    }

    @Test
    void refusesFoldersThatCannotBeServed() throws Exception {
        try (Studio studio = new Studio(dir)) {
            assertThatThrownBy(() ->
                            studio.start(FolderSpec.of(studio.inbox, studio.inbox.resolve("out"), FolderSpec.Mode.RUN)))
                    .isInstanceOf(FolderUnusable.class)
                    .hasMessageContaining("lies inside the inbox");
            assertThatThrownBy(() ->
                            studio.start(FolderSpec.of(dir.resolve("nowhere"), studio.outbox, FolderSpec.Mode.RUN)))
                    .isInstanceOf(FolderUnusable.class)
                    .hasMessageContaining("is missing; make it");
            Path file = Files.writeString(dir.resolve("file"), "x");
            assertThatThrownBy(() -> studio.start(FolderSpec.of(studio.inbox, file, FolderSpec.Mode.RUN)))
                    .isInstanceOf(FolderUnusable.class)
                    .hasMessageContaining("cannot be written");
        }
    }
}
