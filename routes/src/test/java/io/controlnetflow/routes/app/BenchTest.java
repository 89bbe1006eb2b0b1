package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flow bench}. */
class BenchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void runsAFlowToItsEndAndPrintsFigures() throws IOException {
        Shell.Said said = Shell.flow(
                Map.of(Settings.API_KEY, "of-an-account-that-must-not-pay"),
                "bench",
                "--cells",
                "60",
                "--jobs",
                "12",
                "--json");

        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        JsonNode json = JSON.readTree(said.out());
        assertThat(json.path("cells").asInt()).isEqualTo(60);
        assertThat(json.path("submits").asInt()).isEqualTo(12);
        assertThat(json.path("pictures").asInt()).isEqualTo(12);
        assertThat(json.path("cells_per_second").asDouble()).isPositive();
        assertThat(json.at("/moments").findValues("percent"))
                .extracting(JsonNode::asInt)
                .isSorted()
                .endsWith(100);
        assertThat(json.at("/moments").findValues("heap_mb"))
                .extracting(JsonNode::asDouble)
                .allMatch(mb -> mb > 0);
        assertThat(said.err())
                .contains("planned 60 cells, 12 of them paid: ")
                .contains("12 submits, 12 pictures")
                .contains("at 100 %");
    }

    @Test
    void plansOnly() throws IOException {
        Shell.Said said = Shell.flow("bench", "--cells", "5000", "--jobs", "0", "--plan-only", "--json");

        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        JsonNode json = JSON.readTree(said.out());
        assertThat(json.path("cells").asInt()).isEqualTo(5000);
        assertThat(json.has("plan_ms")).isTrue();
        assertThat(json.has("submits")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|0|--cells: 1 is less than 2",
                "10|3|--jobs: 3 is not between 0 and 2, a third of the cells",
                "10|-1|--jobs: -1 is not between 0 and 2, a third of the cells",
            })
    void refusesWhatCannotBeMeasured(String cells, String jobs, String why) {
        Shell.Said said = Shell.flow("bench", "--cells", cells, "--jobs", jobs);

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(why);
    }
}
