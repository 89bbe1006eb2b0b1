package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Sha256;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flow show}, and pictures that tell their story themselves. */
class ShowTest {
    @TempDir
    Path folder;

    @BeforeEach
    void shop() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                controlnetflow.prompt=a lighthouse
                controlnetflow.size=256*256
                """);
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/cat.png"), Pixels.picture(1));
    }

    private Shell.Said run(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "run";
        args[1] = folder.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        Shell.Said said = Shell.flow(args);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        return said;
    }

    @ParameterizedTest
    @CsvSource({"png,png", "jpeg,jpg", "webp,webp"})
    void aPictureTellsHowItWasMadeWhereverItIsTaken(String format, String extension) throws IOException {
        run("--embed", "--output-format", format);
        Path picture = folder.resolve("outbox/cat/gen-1." + extension);
        JsonNode manifest =
                new ObjectMapper().readTree(Path.of(picture + ".json").toFile());
        Path stored = stored(manifest.at("/picture/sha256").asText(), extension);

        assertThat(manifest.at("/picture/published/sha256").asText()).isEqualTo(Sha256.of(picture));
        assertThat(Pictures.decode(Files.readAllBytes(picture)).rgb())
                .isEqualTo(Pictures.decode(Files.readAllBytes(stored)).rgb());

        Path elsewhere = Files.copy(picture, folder.resolve("taken." + extension));
        Shell.Said said = Shell.flow("show", elsewhere.toString(), "--json");
        JsonNode told = new ObjectMapper().readTree(said.out());
        assertThat(told.path("told_by").asText()).isEqualTo("picture");
        assertThat(told.at("/story/parameters")).isEqualTo(manifest.path("parameters"));
        assertThat(told.at("/story/job/key")).isEqualTo(manifest.at("/job/key"));
        assertThat(said.out()).doesNotContain("cat.png");
    }

    private Path stored(String sha256, String extension) {
        return folder.resolve(".flow/artifacts/" + sha256.substring(0, 2) + "/" + sha256 + "." + extension);
    }

    @Test
    void aPublishedFileIsToldOfByTheManifestBesideIt() throws IOException {
        run();
        Path picture = folder.resolve("outbox/cat/gen-1.jpg");

        assertThat(Shell.flow("show", picture.toString()).out())
                .contains("made by wavespeed-ai/flux-controlnet-union-pro-2.0 of the embedded server")
                .containsPattern("prompt +a lighthouse")
                .containsPattern("control map +canny sha256:[0-9a-f]{64}")
                .containsPattern("cost +\\$0.03")
                .containsPattern("source +cat.png")
                .containsPattern("told by +its manifest");
        Files.write(picture, Pixels.picture(2));
        assertThat(Shell.flow("show", picture.toString()).out()).contains("was changed since");
        assertThat(Shell.flow("show", picture + ".json").out())
                .contains("a lighthouse")
                .doesNotContain("changed");
    }

    @Test
    void picturesThatAreThereStayAsTheyAre() throws IOException {
        run();
        Path picture = folder.resolve("outbox/cat/gen-1.jpg");
        byte[] bytes = Files.readAllBytes(picture);

        assertThat(run("--embed").out()).contains("made 0, reused 1");
        assertThat(picture).hasBinaryContent(bytes);
        assertThat(folder.resolve("outbox/cat")).isDirectoryNotContaining("glob:**gen-1-2.jpg");

        Files.delete(picture);
        Files.delete(Path.of(picture + ".json"));
        run("--embed");
        assertThat(Shell.flow("show", picture.toString()).out()).contains("published as");
    }

    @Test
    void aPictureOfAnotherProgramIsReadAndOneThatTellsNothingIsRefused() throws IOException {
        Picture pixels = Pictures.decode(Pixels.picture(3));
        Path foreign = Files.write(
                folder.resolve("foreign.png"),
                Encode.png(
                        pixels,
                        Map.of("parameters", "a cat\nNegative prompt: dogs\nSteps: 20, Seed: 1, CFG scale: 7")));
        assertThat(Shell.flow("show", foreign.toString()).out())
                .contains("made by another program")
                .containsPattern("negative prompt +dogs")
                .containsPattern("Seed +1");

        Shell.Said nothing = Shell.flow("show", folder.resolve("inbox/cat.png").toString());
        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).contains("cat.png: nothing tells how it was made; there is no manifest beside it");
        assertThat(Shell.flow("show", folder.resolve("gone.png").toString()).err())
                .contains("gone.png is not there");
    }
}
