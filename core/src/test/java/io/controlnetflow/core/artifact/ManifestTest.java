package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant ACCEPTED = Instant.parse("2026-11-22T11:00:00Z");

    @TempDir
    private Path folder;

    private static Manifest manifest(String controlImage) {
        ObjectNode parameters =
                JSON.createObjectNode().put("control_image", controlImage).put("seed", 7);
        return new Manifest(
                "shoes/red.jpg",
                new Manifest.Output(new Artifact("ab".repeat(32), Path.of("stored"), 3, "image/png"), 2, true),
                "canny",
                parameters,
                new Manifest.Job("k1", "embedded", "some/model", "pred_1", 1),
                new BigDecimal("30.00"),
                new Manifest.Timings(
                        null, ACCEPTED, ACCEPTED.plusMillis(9), null, ACCEPTED.plusMillis(1_500), null, 900L),
                new Manifest.Origin("r1", "hot-folder", "gen"));
    }

    @Test
    void saysWhatLedToThePicture() {
        JsonNode json = manifest("sha256:cd").json();
        assertThat(json.at("/picture/number").asInt()).isEqualTo(2);
        assertThat(json.at("/picture/nsfw").asBoolean()).isTrue();
        assertThat(json.at("/control/sha256").asText()).isEqualTo("cd");
        assertThat(json.at("/seed").asInt()).isEqualTo(7);
        assertThat(json.at("/timings/accepted_to_completed_ms").asLong()).isEqualTo(1_500);
        assertThat(json.at("/timings/accepted_at").asText()).isEqualTo(ACCEPTED.toString());
        assertThat(json.at("/timings/resumed_at").asText())
                .isEqualTo(ACCEPTED.plusMillis(9).toString());
        assertThat(json.at("/timings/submitted_at").isMissingNode()).isTrue();
        assertThat(json.at("/job/prediction_id").asText()).isEqualTo("pred_1");
        assertThat(json.get("cost_usd").toString()).isEqualTo("30");
    }

    @Test
    void namesAMapThatIsNotOursByItsAddress() {
        JsonNode control = manifest("https://example.com/map.png").json().get("control");
        assertThat(control.get("url").asText()).isEqualTo("https://example.com/map.png");
        assertThat(control.has("sha256")).isFalse();
    }

    @Test
    void liesBesideItsPictureAndIsWrittenOnce() throws Exception {
        Path picture = folder.resolve("gen-1.png");
        manifest("sha256:cd").writeBeside(picture);
        Path file = folder.resolve("gen-1.png.json");
        assertThat(JSON.readTree(file.toFile()).path("source").asText()).isEqualTo("shoes/red.jpg");

        Files.writeString(file, "a person's notes");
        manifest("sha256:cd").writeBeside(picture);
        assertThat(file).hasContent("a person's notes");
    }
}
