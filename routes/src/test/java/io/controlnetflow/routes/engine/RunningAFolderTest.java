package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningAFolderTest {
    @TempDir
    Path dir;

    @Test
    void bringsEachPictureWithItsManifestAndOneContactSheetToTheOutbox() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            studio.drop("shoes/img10.png", 2);
            studio.drop("shoes/img10.txt", "a blue boot");
            BatchSummary summary = studio.run();
            assertThat(summary.failures()).isEmpty();
            assertThat(summary.made()).isEqualTo(2);
            assertThat(summary.submits()).isEqualTo(2);
            assertThat(Studio.files(studio.outbox))
                    .contains(
                            "cat/gen-1.png",
                            "cat/gen-1.png.json",
                            "shoes/img10/gen-1.png",
                            "shoes/img10/gen-1.png.json");
            JsonNode manifest = new ObjectMapper()
                    .readTree(
                            studio.outbox.resolve("shoes/img10/gen-1.png.json").toFile());
            assertThat(manifest.at("/parameters/prompt").asText()).isEqualTo("a blue boot");
            assertThat(manifest.at("/control/kind").asText()).isEqualTo("canny");
            assertThat(manifest.at("/control/sha256").asText()).hasSize(64);
            assertThat(manifest.at("/source").asText()).isEqualTo("shoes/img10.png");
            assertThat(studio.inbox.resolve("cat.png")).exists();
            assertThat(summary.contactSheet()).isEqualTo(studio.outbox.resolve("contact-sheet.jpg"));
            assertThat(studio.outbox.resolve("contact-sheet.jpg")).exists();
        }
    }

    @Test
    void paysNothingTheSecondTime() throws Exception {
        try (Studio studio = new Studio(dir)) {
            studio.drop("cat.png", 1);
            studio.drop("dog.png", 2);
            assertThat(studio.run().made()).isEqualTo(2);
        }
        var before = Studio.files(dir.resolve("outbox"));
        try (Studio studio = new Studio(dir)) {
            BatchSummary again = studio.run();
            assertThat(again.made()).isZero();
            assertThat(again.reused()).isEqualTo(2);
            assertThat(again.submits()).isZero();
            assertThat(again.cost()).isZero();
        }
        assertThat(Studio.files(dir.resolve("outbox"))).isEqualTo(before);
    }
}
