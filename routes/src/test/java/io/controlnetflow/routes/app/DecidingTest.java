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

/** What people ask and say about runs on the command line. */
class DecidingTest {
    private static final String SHOP = """
            dag: shop
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: a red shoe}
            nodes:
              canny: {call: "control-map:canny", with: {image: "${image}", size: 256*256}}
              gen:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${canny}", seed: 1, size: 256*256}
              ok: {needs: [gen], approve: {show: "${gen.image}"}}
              gray: {needs: [ok], call: "control-map:gray", with: {image: "${gen.image}"}}
            outputs: {image: "${gray}"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void shop() throws IOException {
        Files.writeString(folder.resolve("application.properties"), """
                controlnetflow.generation-time=20ms
                controlnetflow.poll-floor=50ms
                """);
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP);
        Files.write(folder.resolve("cat.png"), Pixels.picture(1));
    }

    private Shell.Said run(String... more) {
        String[] words = new String[4 + more.length];
        words[0] = "run";
        words[1] = folder.toString();
        words[2] = "--input";
        words[3] = "image=" + folder.resolve("cat.png");
        System.arraycopy(more, 0, words, 4, more.length);
        return Shell.flow(words);
    }

    private Shell.Said say(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--path";
        all[words.length + 1] = folder.toString();
        return Shell.flow(all);
    }

    @Test
    void goesOnWithAYesAndPaysNothingMore() throws IOException {
        assertThat(run().code()).isEqualTo(ExitCode.WAITS_FOR_A_PERSON);
        Shell.Said status = say("status", "--json");
        assertThat(status.code()).isEqualTo(ExitCode.WAITS_FOR_A_PERSON);
        JsonNode json = new ObjectMapper().readTree(status.out());
        assertThat(json.at("/runs/0/cells/approval").asInt()).isEqualTo(1);
        assertThat(json.at("/runs/0/cost").asText()).isEqualTo("0.03");
        assertThat(json.at("/approvals/0/approve").asText())
                .startsWith("flow approve ")
                .endsWith(" 'ok'");
        String run = json.at("/runs/0/run").asText().substring(0, 12);
        assertThat(say("status").out()).contains(run + "/ok waits for a person");
        assertThat(say("why", "ok").out()).contains("nobody decided yet");
        assertThat(say("why", "gen").out()).contains("no cell of gen was made before");

        assertThat(say("approve", run, "ok").code()).isZero();
        assertThat(say("approve", run, "ok").err()).contains("is DONE, and does not wait for a person");
        Shell.Said end = run("--json");
        assertThat(end.code()).as(end.toString()).isZero();
        assertThat(new ObjectMapper().readTree(end.out()).path("submits").asInt())
                .isZero();
    }

    @Test
    void namesWhatIsChangedSinceTheLastRun() {
        run();
        run("--input", "prompt=a blue shoe");
        assertThat(say("why", "gen").out()).contains("prompt: \"a red shoe\" -> \"a blue shoe\"");
        assertThat(say("why", "nobody").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void cancelsARunAndTakesItUpAgain() {
        run();
        Shell.Said cancelled = say("cancel", "cat.png");
        assertThat(cancelled.out()).contains("is cancelled; 2 cells and 0 jobs do not begin");
        assertThat(say("why", "ok").out()).contains("cancelled", "flow retry");
        assertThat(say("reject", "ok").err()).contains("does not wait for a person");
        assertThat(say("retry", "cat.png").code()).isZero();
        assertThat(run().code()).isEqualTo(ExitCode.WAITS_FOR_A_PERSON);
        assertThat(say("reject", "ok").out()).contains("rejected");
    }
}
