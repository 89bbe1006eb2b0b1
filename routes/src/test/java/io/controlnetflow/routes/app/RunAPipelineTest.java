package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow run} of a folder with a pipeline. */
class RunAPipelineTest {
    private static final String SHOOT = """
            dag: controlnet-shoot
            version: 1
            inputs:
              image:  {type: image, required: true}
              prompt: {type: string, default: "{{prompt.default}}"}
            triggers:
              - folder: {path: inbox, outbox: outbox, accept: "*.png,*.jpg", sidecar: optional}
            limits:
              budget: {run: 0.60, day: 20}
              cells: 500
            nodes:
              canny: {call: "control-map:canny", with: {image: "${image}", low: 100, high: 200}}
              soft:  {call: "control-map:soft-edge", with: {image: "${image}"}}
              gen:
                matrix:
                  control: ["${canny}", "${soft}"]
                  seed:    [11, 22]
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${matrix.control}", seed: "${matrix.seed}", size: "256*256"}
                timeout: 10m
              best:    {call: "pictures:pick-best", with: {images: "${gen[*].image}", by: edge-agreement}}
              again: {call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0", with: {prompt: "${prompt}", control_image: "${best.image}", seed: 1, size: "256*256"}}
            outputs: {image: "${again.image}"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void shop() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                prompt.default=a lighthouse in a storm
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                """);
        Files.createDirectories(folder.resolve("inbox"));
    }

    @Test
    void makesOfAPictureInTheInboxWhatTheFlowSaysAndPaysOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("shoot.dag.yaml"), SHOOT);
        drop("cat.png", 1);
        Files.writeString(folder.resolve("inbox/cat.txt"), "a red boat");
        Shell.Said said = Shell.flow("run", file.toString(), "--json");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("1 drop, 8 cells, 5 pictures, at least $0.15 if none was made before");
        JsonNode json = new ObjectMapper().readTree(said.out());
        assertThat(json.path("made").asInt()).isEqualTo(5);
        assertThat(folder.resolve("outbox/cat"))
                .isDirectoryContaining("glob:**/gen-canny-11-1.*")
                .isDirectoryContaining("glob:**/again-1.*");
        assertThat(folder.resolve("outbox/contact-sheet.jpg")).exists();
        assertThat(folder.resolve("inbox/cat.png")).exists();

        JsonNode again = new ObjectMapper()
                .readTree(Shell.flow("run", folder.toString(), "--json").out());
        assertThat(again.path("submits").asInt()).isZero();
        assertThat(again.path("reused").asInt()).isEqualTo(5);
    }

    @Test
    void refusesAWordBesideAPictureThatIsNoInput() throws IOException {
        Files.writeString(folder.resolve("shoot.dag.yaml"), SHOOT);
        drop("cat.png", 1);
        Files.writeString(folder.resolve("inbox/cat.yaml"), "promt: a boat");
        Shell.Said said = Shell.flow("run", folder.toString());
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("is no input of dag:controlnet-shoot; did you mean prompt?");
    }

    private void drop(String name, int shade) throws IOException {
        Files.write(folder.resolve("inbox").resolve(name), Pixels.picture(shade));
    }
}
