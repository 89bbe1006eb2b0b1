package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@code --prompt-from picture}: sidecar over picture over folder over flow. */
class PromptFromPictureTest {
    @TempDir
    Path folder;

    @BeforeEach
    void picturesThatTellAPrompt() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                """);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        telling("tells.png", 1);
        telling("beside.png", 2);
        telling("seeded.png", 3);
        Files.write(inbox.resolve("mute.png"), Pixels.picture(4));
        Files.writeString(inbox.resolve("beside.txt"), "by its sidecar");
        Files.writeString(inbox.resolve("seeded.yaml"), "seed: 5");
        Files.writeString(inbox.resolve("_defaults.yaml"), "prompt: by the folder");
    }

    private void telling(String name, int seed) throws IOException {
        Files.write(
                folder.resolve("inbox").resolve(name),
                Encode.png(
                        Pictures.decode(Pixels.picture(seed)),
                        Map.of("parameters", "by the picture\nNegative prompt: x\nSteps: 20, Seed: 1, CFG scale: 7")));
    }

    private void run(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "run";
        args[1] = folder.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        Shell.Said said = Shell.flow(args);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
    }

    private String prompt(String stem) throws IOException {
        Path manifest = folder.resolve("outbox").resolve(stem).resolve("gen-1.jpg.json");
        return new ObjectMapper()
                .readTree(manifest.toFile())
                .at("/parameters/prompt")
                .asText();
    }

    private void holds() throws IOException {
        assertThat(prompt("tells")).isEqualTo("by the picture");
        assertThat(prompt("beside")).isEqualTo("by its sidecar");
        assertThat(prompt("seeded")).isEqualTo("by the picture");
        assertThat(prompt("mute")).isEqualTo("by the folder");
    }

    @Test
    void thePicturesOwnPromptIsTakenWhenItIsAskedFor() throws IOException {
        run("--size", "256*256", "--prompt-from", "picture");
        holds();
    }

    @Test
    void andIsLeftAloneOtherwise() throws IOException {
        run("--size", "256*256");
        assertThat(prompt("tells")).isEqualTo("by the folder");
    }

    @Test
    void theSameHoldsForAFlow() throws IOException {
        Files.writeString(folder.resolve("poster.dag.yaml"), """
                dag: poster
                inputs:
                  image: {type: image, required: true}
                  prompt: {type: string, default: by the flow}
                  seed: {type: integer, default: 1}
                triggers:
                  - folder: {path: inbox, outbox: outbox}
                nodes:
                  map: {call: "control-map:canny", with: {image: "${image}"}}
                  gen:
                    call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                    with: {prompt: "${prompt}", control_image: "${map}", seed: "${seed}", size: "256*256"}
                """);
        run("--prompt-from", "picture");
        holds();
    }
}
