package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use ends with exit code 2 and one line that says what to do. */
class WrongUseTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "--promt, --prompt",
        "--controlkind, --control-kind",
        "--numimages, --num-images",
        "--databse-url, --database-url"
    })
    void anUnknownOptionComesWithTheNearestOne(String wrong, String right) {
        Shell.Said said = Shell.flow("run", wrong, "x");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err())
                .startsWith("flow: " + wrong + ": is not an option of flow run; did you mean " + right + "?");
    }

    @Test
    void anUnknownVerbComesWithTheNearestOne() {
        Shell.Said said = Shell.flow("wacth", "shop");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("did you mean watch?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--web", "--web-port=80"})
    void anOptionOfALaterReleaseIsRefusedByName(String option) {
        Shell.Said said = Shell.flow("watch", "shop", option);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(": is not there yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--num-images|9|--num-images: 9 is outside 1 to 4",
                "--size|64*64|--size: 64*64 is outside 256 to 1536 pixels a side",
                "--deadline|3|--deadline: 3 is not a duration; write it like 500ms, 2s, 10m or 1h30m",
                "--control-kind|cany|--control-kind: cany is none of canny, soft-edge, depth, approx-depth, pose, gray, none; did you mean canny?",
                "--on-doubt|guess|--on-doubt: guess is none of hold, resubmit, drop",
                "--base-url|api.wavespeed|--base-url: api.wavespeed is no http or https address",
                "--budget-run|much|--budget-run: much is not an amount in USD; write it like 2.50",
            })
    void aWrongValueIsSaidWithItsOption(String option, String value, String message) {
        Shell.Said said = Shell.flow("run", temp.toString(), option, value);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).startsWith("flow: " + message);
    }

    @Test
    void aWrongPropertyIsSaidWithItsFile() throws IOException {
        Path file = Files.writeString(temp.resolve("application.properties"), "controlnetflow.account-levl=silver\n");

        Shell.Said said = Shell.flow("run", temp.toString());

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err())
                .contains(file + ": controlnetflow.account-levl: is not a setting; "
                        + "did you mean controlnetflow.account-level?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run --json --promt x", "run nowhere-at-all --json", "status --json", "run --json --size 1*1 ."})
    void aRefusalIsAnObjectWhereJsonIsAskedFor(String line) throws IOException {
        String[] words = (line + (line.startsWith("status") ? " --path " + temp : "")).split(" ");
        Shell.Said said = Shell.flow(words);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        JsonNode object = new ObjectMapper().readTree(said.out());
        assertThat(object.path("exit_code").asInt()).isEqualTo(ExitCode.USAGE);
        String message = object.at("/problems/0/message").asText();
        assertThat(message).isNotEmpty();
        assertThat(said.err()).contains("flow: " + message);
    }

    @Test
    void aFolderWithoutAnInboxSaysWhatToMake() {
        Shell.Said said = Shell.flow("run", temp.toString());

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("has neither an inbox folder nor a *.dag.yaml or *.camel.yaml file");
    }

    @Test
    void runWithoutPathOrFoldersSaysWhatIsMissing() {
        Shell.Said said = Shell.flow("run");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("PATH: is missing");
    }

    @Test
    void aWrongPathInTheEnvironmentIsSaidWithItsVariable() {
        Shell.Said said = Shell.flow(Map.of("CONTROLNETFLOW_POLL_FLOOR", "soon"), "run", temp.toString());

        assertThat(said.err()).startsWith("flow: CONTROLNETFLOW_POLL_FLOOR: soon is not a duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "watch",
                "status",
                "doctor",
                "validate",
                "draw",
                "eject",
                "schema",
                "show",
                "replay",
                "retry",
                "resolve",
                "resume",
                "cancel",
                "serve-api",
                "add"
            })
    void everyVerbHasHelpWithAnExample(String verb) {
        Shell.Said said = Shell.flow(verb, "--help");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains("Usage: flow " + verb)
                .contains("Example")
                .contains("--json");
    }

    @Test
    void theExitCodesAreInTheHelp() {
        assertThat(Shell.flow("--help").out()).contains("130  interrupted").contains("paused by budget or account");
    }
}
