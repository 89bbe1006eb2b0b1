package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.ledger.History.RunView;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow resume --replan}: a run that stopped half way goes on with a changed file. */
class ReplanTest {
    private static final String KEY = "wsk-replan-1";
    private static final String MODEL = "call: \"wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0\"";
    private static final String SHOP = """
            dag: shop
            inputs: {image: {type: image, required: true}}
            limits: {budget: {run: %s}}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              first:
                matrix: {words: [boat, ship]}
                cache: false
                %s
                with: {prompt: "${matrix.words} ${uuid}", control_image: "${map}", seed: -1, size: "256*256"}
              second:
                %s
                with: {prompt: "%s", control_image: "${first.image}", seed: -1, size: "256*256"}
            """;

    @TempDir
    Path folder;

    private EmbeddedServer api;

    @BeforeEach
    void start() throws IOException {
        api = Vendor.in(folder, KEY);
        Files.write(folder.resolve("cat.png"), Pixels.picture(1));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void paysOnlyForWhatIsChangedAndKeepsWhatWasDrawnAndRead() throws IOException {
        write("0.09", "at night");
        assertThat(run().code()).isEqualTo(ExitCode.PAUSED);
        assertThat(api.audit().posts()).isEqualTo(3);
        Map<String, String> drawn = seeds(0);
        assertThat(drawn).hasSize(4);

        write("0.15", "at noon");
        Shell.Said said = replan("cat.png");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .containsPattern("first\\[words=boat\\] +reused")
                .containsPattern("second\\[words=ship\\] +paid +prompt changed")
                .contains(" takes the place of run ", "at least $0.06");
        assertThat(api.audit().posts()).isEqualTo(3);
        assertThat(seeds(0)).isEqualTo(drawn);

        said = run();
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(api.audit().posts()).isEqualTo(5);
        assertThat(runs()).extracting(Runs.Run::state).containsExactly(Runs.RunState.DONE, Runs.RunState.FAILED);
        assertThat(replan("cat.png").out()).contains("is as its file says");
    }

    @Test
    void leavesTheRunAsItIsWhenThereIsNoSuchRunOrFile() throws IOException {
        write("5", "at night");
        assertThat(run().code()).isEqualTo(ExitCode.DONE);
        assertThat(replan("dog.png").err()).contains("is neither the start of a run's id nor a run's label");
        Files.delete(folder.resolve("shop.dag.yaml"));
        Shell.Said said = replan("cat.png");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("name the folder of the pipeline");
        assertThat(runs()).hasSize(1);
    }

    /** Of the newest runs, newest first. */
    private List<Runs.Run> runs() {
        try (Ledger ledger = ledger()) {
            return ledger.history().newest(9).stream().map(RunView::run).toList();
        }
    }

    private Map<String, String> seeds(int run) {
        Map<String, String> seeds = new TreeMap<>();
        String id = runs().get(run).plan().id();
        try (Ledger ledger = ledger()) {
            for (Runs.Cell cell : ledger.runs().cells(id)) {
                if (cell.coordinates().contains("seed")) {
                    seeds.put(
                            cell.id().substring(id.length()), cell.coordinates().replaceAll(".*\"seed\":", ""));
                }
            }
        }
        return seeds;
    }

    private Ledger ledger() {
        return Ledgers.open(LedgerSettings.inFolder(folder.resolve(".flow"), "test"), Clock.systemUTC());
    }

    private Shell.Said run() {
        return flow("run", folder.toString(), "--input", "image=" + folder.resolve("cat.png"), "--poll-floor", "100ms");
    }

    private Shell.Said replan(String run) {
        return flow("resume", "--replan", run, "--path", folder.toString());
    }

    private Shell.Said flow(String... words) {
        return Shell.flow(Map.of("WAVESPEED_API_KEY", KEY, "WAVESPEED_BASE_URL", api.baseUrl()), words);
    }

    private void write(String budget, String prompt) throws IOException {
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP.formatted(budget, MODEL, MODEL, prompt));
    }
}
