package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow plan}: what is said beforehand, and that nothing is done. */
class PlanTest {
    private static final String KEY = "wsk-plan-1";
    private static final String SHOT = """
            dag: shot
            inputs: {image: {type: image, required: true}, prompt: {type: string, default: a boat}}
            limits: {budget: {run: %s}}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              gen:
                matrix: {seed: [1, 2]}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${map}", seed: "${matrix.seed}", size: "256*256"}
              sheet: {call: "pictures:contact-sheet", with: {images: "${gen[*].image}"}}
            outputs: {pictures: "${gen[*].image}"}
            """;

    @TempDir
    Path folder;

    private EmbeddedServer api;

    @BeforeEach
    void start() throws IOException {
        api = Vendor.in(folder, KEY);
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/cat.png"), Pixels.picture(1));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void saysEachCellOfADroppedPictureAndLeavesEverythingAsItIs() throws IOException {
        write("shot.dag.yaml", SHOT.formatted("5") + "triggers: [{folder: {path: inbox, outbox: outbox}}]\n");
        Shell.Said said = flow("plan");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("dag:shot cat.png, new run ")
                .containsPattern("map +computed +new")
                .containsPattern("gen\\[seed=1\\] +paid +new +\\$0.03")
                .containsPattern("sheet +depends +depends on gen")
                .contains(
                        "1 run, 4 cells: 1 computed, 2 paid, 1 depends; 2 pictures, at least $0.06; nothing was sent");
        nothingIsDone();
        assertThat(folder.resolve("outbox")).doesNotExist();

        assertThat(flow("run").out()).contains("made 2", "submits 2");
        said = flow("plan");
        assertThat(said.out()).contains("goes on as ", "4 cells: 4 reused; 0 pictures, at least $0.00");
        said = flow("plan", "--prompt", "a ship");
        assertThat(said.out())
                .containsPattern("gen\\[seed=2\\] +paid +prompt changed")
                .contains("1 reused, 2 paid");
        assertThat(api.audit().posts()).isEqualTo(2);
    }

    @Test
    void saysThePriceOfABuiltInFolderAndWhatItWouldRefuse() throws IOException {
        Files.write(folder.resolve("inbox/dog.png"), Pixels.picture(2));
        Files.writeString(folder.resolve("inbox/dog.yaml"), "promt: x");
        Shell.Said said = flow("plan", "--prompt", "a boat", "--json");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        JsonNode json = new ObjectMapper().readTree(said.out());
        assertThat(json.path("at_least").decimalValue()).isEqualByComparingTo("0.03");
        assertThat(json.at("/runs/0/cells/1/what").asText()).isEqualTo("paid");
        assertThat(json.at("/problems/0/message").asText()).contains("did you mean prompt?");
        nothingIsDone();
    }

    @Test
    void endsWithFourWhenThePriceIsAboveABudget() throws IOException {
        write("shot.dag.yaml", SHOT.formatted("0.05"));
        Shell.Said said = flow("plan", "--input", "image=" + folder.resolve("inbox/cat.png"), "--budget-day", "0.04");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(said.out())
                .contains("--budget-day: $0.04 is less than at least $0.06 today (UTC)")
                .contains("dag:shot: limits.budget.run: $0.05 is less than at least $0.06 for cat.png")
                .contains("give 0.06 or more to have all");
        nothingIsDone();
    }

    @Test
    void followsTheFlowsThatACellCalls() throws IOException {
        write("shot.dag.yaml", SHOT.formatted("5"));
        write("wall.dag.yaml", """
                dag: wall
                inputs: {picture: {type: image, required: true}}
                nodes:
                  one: {matrix: {words: [a boat, a ship]}, call: "dag:shot", with: {image: "${picture}", prompt: "${matrix.words}"}}
                  sheet: {call: "pictures:contact-sheet", with: {images: "${one[*].pictures}"}}
                """);
        String picture = "picture=" + folder.resolve("inbox/cat.png");
        Shell.Said said = flow("plan", "--input", picture);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .containsPattern("one\\[words=[^]]+\\] +paid +dag:shot: gen: new +\\$0.06")
                .contains("    dag:shot cat/shot, new run ")
                .contains("1 run, 3 cells: 2 paid, 1 depends; 4 pictures, at least $0.12");
        nothingIsDone();
        assertThat(flow("run", "--input", picture).out()).contains("submits 4");
        said = flow("plan", "--input", picture);
        assertThat(said.out()).contains("3 cells: 3 reused; 0 pictures, at least $0.00");
    }

    @Test
    void saysWhatOneFiringOfATriggerWouldMakeAndWhichInputsItNeeds() throws IOException {
        write("shot.dag.yaml", SHOT.formatted("5") + """
                triggers:
                  - cron: {schedule: "0 7 * * *", inputs: {image: inbox/cat.png, prompt: a ship}}
                  - http: {path: /shot}
                """);
        Shell.Said said = flow("plan");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains("dag:shot a firing of cron 0 7 * * *, new run ")
                .contains(
                        "dag:shot: a request to /shot: its inputs are not known before; see one by --input image=FILE")
                .contains(
                        "1 run, 4 cells: 1 computed, 2 paid, 1 depends; 2 pictures, at least $0.06; nothing was sent");
        said = flow("plan", "--input", "image=" + folder.resolve("inbox/cat.png"));
        assertThat(said.out()).contains("dag:shot a request to /shot, new run ").contains("2 runs, 8 cells: ");
        nothingIsDone();
    }

    private void nothingIsDone() throws IOException {
        assertThat(api.audit().posts()).isZero();
        assertThat(api.audit().requests().getOrDefault(Step.UPLOAD, 0L)).isZero();
        assertThat(folder.resolve("inbox/cat.png")).exists();
        try (Ledger ledger =
                Ledgers.open(LedgerSettings.inFolder(folder.resolve(".flow"), "test"), Clock.systemUTC())) {
            assertThat(ledger.jobs().countByState()).isEqualTo(Map.<JobState, Long>of());
            assertThat(ledger.history().newest(9)).isEqualTo(List.of());
            assertThat(ledger.drops().open(folder.resolve("inbox").toString())).isEmpty();
            assertThat(ledger.account().events(9)).isEmpty();
        }
    }

    private Shell.Said flow(String verb, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = verb;
        words[1] = folder.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return Shell.flow(Map.of("WAVESPEED_API_KEY", KEY, "WAVESPEED_BASE_URL", api.baseUrl()), words);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
