package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at in pictures of flows: flags, and how well they keep to their maps. */
class FlowQualityTest {
    @TempDir
    Path folder;

    @BeforeEach
    void flow() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                """);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.write(inbox.resolve("cat.png"), Pixels.picture(1));
        Files.writeString(inbox.resolve("cat.txt"), "a cat, nsfw");
        Files.write(inbox.resolve("dog.png"), disc());
        Files.writeString(folder.resolve("poster.dag.yaml"), """
                dag: poster
                inputs:
                  image: {type: image, required: true}
                  prompt: {type: string, default: a dog}
                triggers:
                  - folder: {path: inbox, outbox: outbox}
                nodes:
                  map: {call: "control-map:canny", with: {image: "${image}"}}
                  light: {call: "control-map:gray", with: {image: "${image}"}}
                  gen:
                    matrix: {control: ["${map}", "${light}"]}
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: "${prompt}", control_image: "${matrix.control}", seed: 1, size: "256*256"}
                  up: {call: "wavespeed:wavespeed-ai/image-upscaler", with: {image: "${gen.image}"}}
                  small: {call: "pictures:resize", with: {image: "${gen.image}", size: "64*64"}, publish: true}
                """);
    }

    private static byte[] disc() {
        int[] rgb = new int[256 * 256];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % 256 - 128;
            int y = i / 256 - 128;
            rgb[i] = x * x + y * y < 80 * 80 ? 0xf0e0d0 : 0x203040;
        }
        return Encode.png(new Picture(256, 256, rgb));
    }

    private void run(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "run";
        args[1] = folder.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        Shell.Said said = Shell.flow(args);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
    }

    private JsonNode manifest(String picture) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("outbox").resolve(picture + ".json").toFile());
    }

    @Test
    void flaggedPicturesAndWhatIsMadeOfThemGoIntoQuarantineAndTheOthersSayHowWellTheyKeepToTheirMaps()
            throws IOException {
        run();

        assertThat(folder.resolve("outbox/cat")).doesNotExist();
        assertThat(folder.resolve("outbox/quarantine/cat"))
                .isDirectoryContaining("glob:**/gen-map-1.jpg")
                .isDirectoryContaining("glob:**/up-map-1.jpg")
                .isDirectoryContaining("glob:**/small-map-1.jpg");
        assertThat(manifest("quarantine/cat/up-map-1.jpg").at("/picture/nsfw").asBoolean())
                .isTrue();
        assertThat(folder.resolve("outbox/dog")).isDirectoryContaining("glob:**/up-light-1.jpg");
        assertThat(folder.resolve("outbox/quarantine/dog")).doesNotExist();

        assertThat(folder.resolve("outbox/contact-sheet.jpg")).exists();

        assertThat(manifest("dog/gen-map-1.jpg").at("/picture/edge_agreement").asDouble())
                .isBetween(0.3, 1.0);
        assertThat(manifest("dog/gen-light-1.jpg")
                        .at("/picture/luminance_correlation")
                        .asDouble())
                .isBetween(0.3, 1.0);
        assertThat(manifest("dog/up-map-1.jpg").path("picture").has("edge_agreement"))
                .isFalse();
        assertThat(Shell.flow("show", folder.resolve("outbox/dog/gen-map-1.jpg").toString())
                        .out())
                .containsPattern("keeps to its map +0\\.\\d+");
    }

    @Test
    void whatLooksAlikeIsSaidAlsoWhenItWasThereAlready() throws IOException {
        Files.delete(folder.resolve("inbox/cat.png"));
        Files.writeString(folder.resolve("poster.dag.yaml"), """
                dag: poster
                inputs:
                  image: {type: image, required: true}
                nodes:
                  gen:
                    matrix: {steps: [20, 21]}
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: a dog, control_image: "${image}", seed: 1, size: "256*256", num_inference_steps: "${matrix.steps}"}
                """);
        for (int made : new int[] {2, 0}) {
            Shell.Said said = Shell.flow(
                    "run", folder.toString(), "--json", "--input", "image=" + folder.resolve("inbox/dog.png"));
            JsonNode summary = new ObjectMapper().readTree(said.out());

            assertThat(summary.path("made").asInt()).as(said.err()).isEqualTo(made);
            assertThat(summary.path("near_duplicates").toString())
                    .isEqualTo("[[\"dog/gen-20-1.jpg\",\"dog/gen-21-1.jpg\"]]")
                    .isEqualTo(summary.at("/runs/0/near_duplicates").toString());
            assertThat(said.err()).contains("look alike     dog/gen-20-1.jpg, dog/gen-21-1.jpg");
        }
        assertThat(manifest("dog/gen-20-1.jpg").at("/picture/dhash").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    void nothingIsMeasuredWhenThatIsNotWanted() throws IOException {
        Files.delete(folder.resolve("inbox/cat.png"));
        run("--agreement", "off");

        assertThat(manifest("dog/gen-map-1.jpg").path("picture").has("edge_agreement"))
                .isFalse();
        assertThat(manifest("dog/gen-map-1.jpg").path("picture").has("dhash")).isFalse();
    }
}
