package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dropped pictures whose control maps models make. */
class MapsByModelTest {
    @TempDir
    Path dir;

    private Path models = Path.of("models");

    @BeforeEach
    void models() throws IOException {
        models = Files.createDirectories(dir.resolve("models"));
    }

    private Studio studio() {
        return new Studio(dir, server -> server, engine -> engine.withModels(models));
    }

    @Test
    void aDepthMapHasItsKindsDefaultsAndAnotherModelMakesAnotherJob() throws Exception {
        use("light.onnx", "depth.onnx");
        try (Studio studio = studio()) {
            studio.drop("cat.png", 1);
            studio.drop("cat.yaml", "control_kind: depth\n");
            assertThat(studio.run().made()).isEqualTo(1);
        }
        JsonNode first = manifest("cat/gen-1.png.json");
        assertThat(first.at("/control/kind").asText()).isEqualTo("depth");
        assertThat(first.at("/parameters/controlnet_conditioning_scale").asDouble())
                .isEqualTo(0.8);
        try (Studio studio = studio()) {
            assertThat(studio.run().made()).as("the same model").isZero();
        }
        use("dark.onnx", "depth.onnx");
        try (Studio studio = studio()) {
            assertThat(studio.run().made()).as("another one").isEqualTo(1);
        }
        Files.copy(models.resolve("depth.onnx"), models.resolve("copy.onnx"));
        try (Studio studio = studio()) {
            studio.drop("cat.yaml", "control_kind: depth\ncontrol_model: copy.onnx\n");
            BatchSummary summary = studio.run();
            assertThat(summary.failures()).isEmpty();
            assertThat(summary.made())
                    .as("a copy of the model makes the same map, so it is the same job")
                    .isZero();
        }
    }

    @Test
    void aGuessedDepthIsCalledSoAndHasTheDefaultsOfDepth() throws Exception {
        try (Studio studio = studio()) {
            studio.drop("cat.png", 1);
            studio.drop("cat.yaml", "control_kind: approx-depth\n");
            assertThat(studio.run().failures()).isEmpty();
        }
        JsonNode manifest = manifest("cat/gen-1.png.json");
        assertThat(manifest.at("/control/kind").asText()).isEqualTo("approx-depth");
        assertThat(manifest.at("/parameters/controlnet_conditioning_scale").asDouble())
                .isEqualTo(0.8);
        assertThat(manifest.at("/parameters/control_guidance_end").asDouble()).isEqualTo(0.8);
    }

    @Test
    void aMissingModelFailsTheDropAndSaysHowToGetItAndNothingIsSent() throws Exception {
        try (Studio studio = studio()) {
            studio.drop("cat.png", 1);
            studio.drop("cat.yaml", "control_kind: pose\n");
            studio.drop("dog.png", 2);
            studio.drop("dog.yaml", "control_kind: depth\ncontrol_model: big.onnx\n");
            studio.drop("fox.png", 3);
            studio.drop("fox.yaml", "control_model: big.onnx\n");
            BatchSummary summary = studio.run();
            assertThat(summary.submits()).isZero();
            assertThat(summary.failures())
                    .anyMatch(f -> f.toString().contains("cat.png: " + models.resolve("package"))
                            && f.toString().contains("npm pack @mediapipe/pose"))
                    .anyMatch(f -> f.toString().contains("dog.png: " + models.resolve("big.onnx") + ": is missing"))
                    .anyMatch(f ->
                            f.toString().contains("fox.yaml: control_model: big.onnx has no meaning for canny maps;"));
        }
        use("light.onnx", "big.onnx");
        try (Studio studio = studio()) {
            assertThat(studio.run().made()).as("the model is there now").isEqualTo(1);
        }
    }

    private JsonNode manifest(String path) throws IOException {
        return new ObjectMapper().readTree(dir.resolve("outbox").resolve(path).toFile());
    }

    private void use(String name, String as) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/io/controlnetflow/routes/models/" + name)) {
            Files.copy(Objects.requireNonNull(in), models.resolve(as), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
