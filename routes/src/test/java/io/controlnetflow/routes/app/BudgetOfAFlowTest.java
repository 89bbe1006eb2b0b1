package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code limits.budget} of a {@code *.dag.yaml}, against a server that is not ours and keeps its own books. */
class BudgetOfAFlowTest {
    private static final String KEY = "wsk-budget-1";
    private static final String GEN =
            "call: \"wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0\", with: {prompt: a boat,"
                    + " control_image: \"${map}\", seed: \"${matrix.seed}\", size: \"256*256\"}";

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

    private static String poster(String limits) {
        return """
                dag: poster
                inputs:
                  image: {type: image, required: true}
                  seeds: {type: list, default: [1, 2, 3, 4]}
                %s
                nodes:
                  map: {call: "control-map:canny", with: {image: "${image}"}}
                  gen: {matrix: {seed: "${seeds}"}, %s}
                outputs: {pictures: "${gen[*].image}"}
                """.formatted(limits, GEN);
    }

    @Test
    void endsARunAtTheBudgetOfItsFileAndGoesOnWithALargerOne() throws IOException {
        write("poster.dag.yaml", poster("limits: {budget: {run: 0.07, day: 20}}"));
        Shell.Said said = run("image=" + folder.resolve("cat.png"));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(said.out())
                .contains(
                        "paused (budget): dag:poster: limits.budget.run: $0.06 of $0.07 reserved or spent in this run")
                .contains("to go on, write run: 0.09 or more there, and start again");
        assertThat(api.audit().posts()).isEqualTo(2);

        Shell.Said status = Shell.flow("status", folder.toString());
        assertThat(status.code()).isEqualTo(ExitCode.PAUSED);
        assertThat(status.out()).contains("Paused (budget): run ", "limits.budget.run: $0.06 of $0.07");

        assertThat(run("image=" + folder.resolve("cat.png")).code()).isEqualTo(ExitCode.PAUSED);
        assertThat(api.audit().posts()).isEqualTo(2);

        write("poster.dag.yaml", poster("limits: {budget: {run: 0.12, day: 20}}"));
        said = run("image=" + folder.resolve("cat.png"));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).doesNotContain("is not as it was");
        booksAgree("0.12", 4);
    }

    @Test
    void countsADayOverTheRunsOfTheFlowAndGivesBackWhatFailed() throws IOException {
        write("poster.dag.yaml", poster("limits: {budget: {day: 0.09}}"));
        api.script().next(Step.TASK, Fault.TASK_FAILED);
        assertThat(run("image=" + folder.resolve("cat.png"), "seeds=[1, 2]").code())
                .isEqualTo(ExitCode.FAILED);
        Shell.Said said = run("image=" + folder.resolve("cat.png"), "seeds=[3, 4, 5]");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(said.out())
                .contains("dag:poster: limits.budget.day: $0.09 of $0.09 reserved or spent today (UTC)")
                .contains("goes on after midnight UTC; to go on before, write day: 0.12 or more");
        booksAgree("0.09", 4);
    }

    @Test
    void countsWhatACalledFlowCosts() throws IOException {
        write("poster.dag.yaml", poster(""));
        write("wall.dag.yaml", """
                dag: wall
                inputs: {picture: {type: image, required: true}}
                limits: {budget: {run: 0.06}}
                nodes:
                  one: {matrix: {seed: [1, 2, 3]}, call: "dag:poster", with: {image: "${picture}", seeds: ["${matrix.seed}"]}}
                """);
        Shell.Said said = run("picture=" + folder.resolve("cat.png"));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(said.out()).contains("dag:wall: limits.budget.run: $0.06 of $0.06 reserved or spent in this run");
        booksAgree("0.06", 2);
    }

    @Test
    void holdsTheOptionWhereItIsStricter() throws IOException {
        write("poster.dag.yaml", poster("limits: {budget: {run: 0.09}}"));
        Shell.Said said = run("image=" + folder.resolve("cat.png"), "--budget-run", "0.04");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(said.out()).contains("--budget-run 0.06 or more");
        said = run("image=" + folder.resolve("cat.png"), "--budget-run", "5");
        assertThat(said.out()).contains("limits.budget.run: $0.09 of $0.09");
        booksAgree("0.09", 3);
    }

    /** Inputs, or options after them. */
    private Shell.Said run(String... more) {
        List<String> words = new ArrayList<>(List.of("run", folder.toString(), "--poll-floor", "100ms"));
        for (String word : more) {
            if (word.matches("\\w+=.*")) {
                words.add("--input");
            }
            words.add(word);
        }
        return Shell.flow(
                Map.of("WAVESPEED_API_KEY", KEY, "WAVESPEED_BASE_URL", api.baseUrl()), words.toArray(String[]::new));
    }

    private void booksAgree(String spent, long posts) throws IOException {
        assertThat(api.audit().posts()).isEqualTo(posts);
        assertThat(api.audit().charged().subtract(api.audit().refunded())).isEqualByComparingTo(spent);
        JsonNode ledger = new ObjectMapper()
                .readTree(Shell.flow("status", folder.toString(), "--spend", "--json")
                        .out());
        assertThat(ledger.at("/in_all/spent").decimalValue()).isEqualByComparingTo(spent);
        assertThat(ledger.at("/in_all/reserved").decimalValue()).isZero();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
