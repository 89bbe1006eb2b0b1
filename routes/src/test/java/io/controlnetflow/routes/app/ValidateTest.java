package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.core.wire.ModelInfo;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code flow validate} finds what is wrong, with file, line and column. */
class ValidateTest {
    @TempDir
    private Path temp;

    private Shell.Said route(String from, String step) throws IOException {
        Path file = temp.resolve("shop.camel.yaml");
        Files.writeString(file, """
                - route:
                    from:
                      uri: %s
                      steps:
                        - %s
                """.formatted(from, step));
        return Shell.flow("validate", file.toString());
    }

    @Test
    void aGoodRouteIsValid() throws IOException {
        Shell.Said said = route("file:in?noop=true", "to: log:done");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("Valid: 1 file checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:in?nop=true|to: log:done|:3:12: file: nop: is not an option; did you mean noop?",
                "flie:in|to: log:done|:3:12: flie: is no component of Camel or of this program; did you mean file?",
                "timer:t|to: slack:#sales|:5:15: slack: is not shipped with this program; 'flow add slack' fetches it",
                "timer:t?repeatCount=many|to: log:done|:3:12: timer: repeatCount: many is not a whole number",
                "timer:t|to: log:done?level=LOUD|:5:15: log: level: LOUD is none of TRACE, DEBUG, INFO, WARN, ERROR, OFF",
                "timer:t|to: control-map:cany|:5:15: control-map: kind: cany is none of canny, soft-edge, depth, approx-depth, pose, gray, none; did you mean canny?",
                "timer:t|logg: hello|:5:11: logg: is no step of Camel; did you mean log?",
            })
    void aWrongRouteIsSaidWithItsPlace(String from, String step, String finding) throws IOException {
        Shell.Said said = route(from, step);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out()).contains("shop.camel.yaml" + finding);
    }

    @Test
    void otherModelsAreCheckedByTheSchemasThatAreKept() throws IOException {
        Path file = temp.resolve("large.dag.yaml");
        Files.writeString(file, """
                dag: large
                inputs:
                  image: {type: image, required: true}
                nodes:
                  large:
                    call: wavespeed:wavespeed-ai/image-upscaler
                    with: {image: "${image}", target_resolution: 3k, denoise: 1}
                """);
        Shell.Said unknown = Shell.flow("validate", file.toString());
        assertThat(unknown.code()).as(unknown.toString()).isZero();
        assertThat(unknown.out())
                .contains("not checked: the parameters of wavespeed-ai/image-upscaler; a run asks the provider first");

        JsonNode schema = new ObjectMapper()
                .readTree("{\"properties\":{\"image\":{},\"target_resolution\":{\"enum\":[\"2k\",\"4k\"]}},"
                        + "\"required\":[\"image\",\"prompt\"]}");
        ModelInfo model = new ModelInfo("wavespeed-ai/image-upscaler", "", "", "", null, schema);
        KeptSchemas.of(Instant.parse("2026-11-27T10:00:00Z"), List.of(model))
                .write(KeptSchemas.file(temp.resolve(".flow"), "embedded"));
        Shell.Said known = Shell.flow("validate", file.toString());

        assertThat(known.code()).as(known.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(known.out())
                .contains(
                        "large.dag.yaml:7:31: nodes.large.with.target_resolution: 3k is none of 2k, 4k; did you mean 2k?",
                        "large.dag.yaml:7:54: nodes.large.with.denoise: is no parameter of wavespeed:wavespeed-ai/image-upscaler",
                        "nodes.large.with: misses prompt, which wavespeed:wavespeed-ai/image-upscaler needs",
                        "other models are checked by the provider's list of 2026-11-27T10:00:00Z")
                .doesNotContain("not checked");
    }

    @Test
    void brokenYamlIsSaidWithLineAndColumn() throws IOException {
        Files.writeString(temp.resolve("broken.camel.yaml"), "- route:\n    from: [timer:t\n");

        Shell.Said said = Shell.flow("validate", temp.toString());

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out()).contains("broken.camel.yaml:3:1: is not YAML");
    }

    @Test
    void sidecarsAndJobFilesAreChecked() throws IOException {
        Path inbox = Files.createDirectories(temp.resolve("inbox"));
        Files.writeString(inbox.resolve("cat.jpg"), "not looked at");
        Files.writeString(inbox.resolve("cat.yaml"), "prompt: a cat\nnum_imags: 2\nguidance_scale: 99\n");
        Files.writeString(inbox.resolve("job.json"), "{\"prompt\": \"a dog\"}");
        Files.writeString(inbox.resolve("_defaults.yaml"), "seed: [1\n");
        Files.writeString(inbox.resolve("dog.webp"), "not looked at");
        Files.writeString(inbox.resolve("dog.txt"), " \n");
        Files.writeString(inbox.resolve("cat.jpg.error.json"), "{\"what\": \"a report of ours is no job\"}");

        Shell.Said said = Shell.flow("validate", temp.toString());

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out())
                .contains("cat.yaml:2:1: num_imags: ", "did you mean num_images?")
                .contains("cat.yaml:3:1: guidance_scale: 99 is outside 0 to 20")
                .contains("job.json: control_image: is missing")
                .contains("_defaults.yaml:2:1: is not YAML or JSON")
                .contains("dog.txt: prompt: \"\" is empty")
                .doesNotContain("error.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "watch"})
    void nothingIsStartedWithAFileThatIsWrong(String verb) throws IOException {
        Files.writeString(temp.resolve("shop.camel.yaml"), """
                - from:
                    uri: file:{{folder}}/in
                    steps:
                      - to: kamelet:controlnet-generate-action?prompt=a+cat&guidanceScal=3
                """);

        Shell.Said said = Shell.flow(verb, temp.toString(), "--json");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err())
                .contains("shop.camel.yaml:4:13: kamelet:controlnet-generate-action: guidanceScal: is no parameter, and"
                        + " would be ignored; did you mean guidanceScale?")
                .contains("1 problem in " + temp + "; nothing was started");
        assertThat(said.out()).contains("\"line\" : 4");
        assertThat(temp.resolve("in")).doesNotExist();
        assertThat(temp.resolve(".flow")).doesNotExist();
    }
}
