package io.controlnetflow.core.artifact.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.FolderStore;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.Measured;
import io.controlnetflow.core.artifact.Publication;
import io.controlnetflow.core.artifact.Sha256;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.text.PictureTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PNG = Encode.png(TestPictures.scene(40, 30));

    @TempDir
    private Path folder;

    private Artifact delivered;

    @BeforeEach
    void store() throws IOException {
        delivered = new FolderStore(folder.resolve("store")).put(PNG);
    }

    private Manifest manifest() {
        ObjectNode parameters = JSON.createObjectNode()
                .put("prompt", "a lighthouse, Ærø")
                .put("control_image", "https://bucket.example.com/map.png?X-Signature=secret")
                .put("size", "512*768")
                .put("num_inference_steps", 28)
                .put("guidance_scale", 3.5)
                .put("controlnet_conditioning_scale", 0.7)
                .put("control_guidance_start", 0)
                .put("control_guidance_end", 0.8)
                .put("seed", 7);
        parameters.putArray("loras").addObject().put("path", "me/ink").put("scale", 0.5);
        return new Manifest(
                "private/customer.jpg",
                new Manifest.Output(delivered, 1, false),
                "canny",
                parameters,
                new Manifest.Job("k1", "embedded", "some/model", "pred_1", 1),
                new BigDecimal("0.03"),
                new Manifest.Timings(null, null, null, null, null, null, null),
                new Manifest.Origin("r1", "hot-folder", "gen"));
    }

    private Path publish(boolean embed) throws IOException {
        TellingPicture picture =
                new TellingPicture(delivered, embed ? manifest().story() : null);
        Path file = Publication.put(folder.resolve("out/gen-1.png"), picture);
        manifest()
                .with(Measured.NOTHING, picture.published(file), picture.untold())
                .writeBeside(file);
        return file;
    }

    private static Stories.Found found(Path file) throws IOException {
        return Stories.of(file).orElseThrow();
    }

    @Test
    void aPictureTellsWhatWasAskedButNotWhereItCameFromOrWhatItCost() throws Exception {
        Path file = publish(true);
        Files.delete(Manifest.beside(file));

        Story.Ours story = (Story.Ours) found(file).story();
        assertThat(story.teller()).isEqualTo(Story.Teller.PICTURE);
        assertThat(story.prompt()).contains("a lighthouse, Ærø");
        assertThat(story.parameters().path("seed").asInt()).isEqualTo(7);
        assertThat(story.json().toString()).doesNotContain("customer").doesNotContain("cost");
    }

    @Test
    void anAddressInAPictureOpensNoDoor() throws Exception {
        byte[] bytes = Files.readAllBytes(publish(true));

        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(((Story.Ours) Inside.read(bytes).orElseThrow())
                        .parameters()
                        .path("control_image")
                        .asText())
                .isEqualTo("https://bucket.example.com/map.png" + Inside.CUT);
    }

    @Test
    void theManifestNamesTheDeliveredBytesAndTheFileThatLiesBesideIt() throws Exception {
        Path file = publish(true);
        JsonNode manifest = JSON.readTree(Manifest.beside(file).toFile());

        assertThat(manifest.at("/picture/sha256").asText()).isEqualTo(Sha256.of(PNG));
        assertThat(manifest.at("/picture/published/sha256").asText()).isEqualTo(Sha256.of(file));
        assertThat(manifest.at("/picture/published/bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(found(file).bytes()).isEqualTo(Stories.Bytes.AS_TOLD);
        assertThat(Pictures.decode(Files.readAllBytes(file)).rgb())
                .isEqualTo(Pictures.decode(PNG).rgb());
    }

    @Test
    void aPictureAsItWasDeliveredHasOneHash() throws Exception {
        Path file = publish(false);

        assertThat(Files.readAllBytes(file)).isEqualTo(PNG);
        assertThat(JSON.readTree(Manifest.beside(file).toFile())
                        .at("/picture/published")
                        .isMissingNode())
                .isTrue();
        assertThat(found(file).bytes()).isEqualTo(Stories.Bytes.AS_TOLD);
    }

    @Test
    void aPictureThatLiesThereStaysInEitherForm() throws Exception {
        Path file = publish(true);
        byte[] first = Files.readAllBytes(file);

        assertThat(publish(false)).isEqualTo(file);
        assertThat(publish(true)).isEqualTo(file).hasBinaryContent(first);

        Files.delete(file);
        assertThat(publish(false)).isEqualTo(file).hasBinaryContent(PNG);
        assertThat(publish(true)).isEqualTo(file).hasBinaryContent(PNG);
    }

    @Test
    void aPictureThatCannotHoldItsStoryIsPublishedWithoutItAndSaysSo() throws Exception {
        byte[] cut = Arrays.copyOf(PNG, PNG.length - 4);
        delivered = new FolderStore(folder.resolve("store")).put(cut);

        Path file = publish(true);
        assertThat(publish(true)).isEqualTo(file).hasBinaryContent(cut);
        assertThat(JSON.readTree(Manifest.beside(file).toFile())
                        .at("/picture/not_embedded")
                        .asText())
                .contains("ends too early");
    }

    @Test
    void aPictureThatWasPaintedOverIsNotTakenForItself() throws Exception {
        Path file = publish(true);
        byte[] other =
                PictureTexts.with(Encode.png(TestPictures.scene(41, 30)), PictureTexts.read(Files.readAllBytes(file)));
        Files.write(file, other);

        assertThat(found(file).bytes()).isEqualTo(Stories.Bytes.CHANGED);
        assertThat(publish(true)).hasFileName("gen-1-2.png");
        assertThat(file).hasBinaryContent(other);
    }

    @Test
    void parametersAreWrittenAsOthersReadThem() {
        String text = ParametersText.of(manifest().story());

        assertThat(text)
                .isEqualTo("a lighthouse, Ærø\nSteps: 28, CFG scale: 3.5, Seed: 7, Size: 512x768, Model: model,"
                        + " ControlNet 0: \"Module: canny, Weight: 0.7, Guidance Start: 0, Guidance End: 0.8\","
                        + " Loras: \"me/ink: 0.5\", Version: ControlNet Flow");
        Story.Foreign read = ParametersText.read(text);
        assertThat(read.prompt()).contains("a lighthouse, Ærø");
        assertThat(read.settings())
                .containsEntry("Size", "512x768")
                .containsEntry("ControlNet 0", "Module: canny, Weight: 0.7, Guidance Start: 0, Guidance End: 0.8");
    }

    @Test
    void parametersOfOtherProgramsAreRead() throws Exception {
        String text =
                "masterpiece, a cat\nin a hat\nNegative prompt: blurry,\nugly\nSteps: 20, Sampler: Euler a, CFG scale: 7, "
                        + "Seed: 42, Size: 512x512, Lora hashes: \"ink: 1a2b, oil: 3c\"";
        Path file = Files.write(
                folder.resolve("foreign.png"), Encode.png(TestPictures.scene(8, 8), Map.of("parameters", text)));

        Story.Foreign story = (Story.Foreign) found(file).story();
        assertThat(story.prompt()).contains("masterpiece, a cat\nin a hat");
        assertThat(story.negative()).isEqualTo("blurry,\nugly");
        assertThat(story.settings())
                .containsEntry("Sampler", "Euler a")
                .containsEntry("Lora hashes", "ink: 1a2b, oil: 3c");
    }

    @Test
    void aPromptWithoutSettingsIsAPrompt() {
        assertThat(ParametersText.read("a cat: sitting, black").prompt()).contains("a cat: sitting, black");
        assertThat(ParametersText.read("").prompt()).isEmpty();
    }

    @Test
    void aManifestTellsOfItsPictureAndOtherFilesOfNothing() throws Exception {
        Path file = publish(false);
        assertThat(found(Manifest.beside(file)).bytes()).isEqualTo(Stories.Bytes.NOT_ASKED);

        assertThat(Stories.of(Files.writeString(folder.resolve("a.json"), "{\"prompt\": \"x\"}")))
                .isEqualTo(Optional.empty());
        assertThat(Stories.of(Files.writeString(folder.resolve("b.json"), "no json")))
                .isEqualTo(Optional.empty());
        assertThat(Stories.of(Files.write(folder.resolve("c.png"), PNG))).isEqualTo(Optional.empty());
    }
}
