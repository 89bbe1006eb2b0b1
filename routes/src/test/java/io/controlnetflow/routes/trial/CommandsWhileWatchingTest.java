package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.routes.app.Main;
import io.controlnetflow.routes.engine.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program serves a folder and holds its ledger in a file; other command lines look at its runs and decide them. */
class CommandsWhileWatchingTest {
    private static final String SHOP = """
            dag: shop
            inputs:
              image: {type: image, required: true}
            triggers: [{folder: {path: inbox, outbox: outbox}}]
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              ok: {needs: [map], approve: {show: "${map}"}}
              gen:
                needs: [ok]
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: a boat, control_image: "${map}", seed: 1, size: "256*256"}
            outputs: {picture: "${gen.image}"}
            """;
    private static final String BOAT = """
            dag: boat
            inputs: {picture: {type: image, required: true}}
            nodes:
              gen:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: a boat, control_image: "${picture}", seed: 1, size: "256*256"}
            """;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    @Test
    void whatWaitsIsDecidedWhileTheFolderIsServed() throws Exception {
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.write(inbox.resolve("cat.png"), Bench.picture(1));
        Files.write(inbox.resolve("dog.png"), Bench.picture(2));
        Files.write(inbox.resolve("bird.png"), Bench.picture(3));
        try (EmbeddedServer api = EmbeddedServer.start(EmbeddedSettings.in(folder.resolve("api"))
                        .withRenderless(true)
                        .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100)));
                Program program = Program.start(
                        api.baseUrl(),
                        "key",
                        folder.resolve("words"),
                        List.of("watch", folder.toString(), "--poll-floor", "100ms"))) {
            await().atMost(LONG).until(() -> json("status").path("approvals").size() == 3);
            Said status = say("status");
            assertThat(status.code()).as(status.toString()).isEqualTo(3);
            assertThat(status.out()).contains("ok waits for a person", " --state " + folder.resolve(".flow"));
            assertThat(say("why", "cat.png/ok").out()).contains("nobody decided yet");

            Said yes = say("approve", "cat.png", "ok");
            assertThat(yes.code()).as(yes.toString()).isZero();
            assertThat(yes.out()).contains("approved; it goes on by itself");
            await().atMost(LONG).until(() -> Files.exists(folder.resolve("outbox/cat/gen-1.png.json")));
            Said twice = say("reject", "cat.png", "ok");
            assertThat(twice.code()).isEqualTo(2);
            assertThat(twice.err()).contains("is DONE, and does not wait for a person");

            assertThat(say("cancel", "dog.png").out()).contains("is cancelled");
            assertThat(json("status").path("approvals")).hasSize(1);
            assertThat(say("retry", "dog.png").code()).isZero();
            await().atMost(LONG).until(() -> json("status").path("approvals").size() == 2);
            assertThat(say("resume").out()).contains("0 parked jobs");
            assertThat(say("resolve", "0000", "--drop").err()).contains("is the start of no job's key");
            assertThat(api.audit().posts()).isEqualTo(1);

            planned();
            replanned();
            assertThat(api.audit().posts()).as("a plan sends nothing").isEqualTo(1);

            program.kill();
            assertThat(folder.resolve(".flow/control.json"))
                    .as("nobody could remove it")
                    .exists();
            assertThat(say("approve", "dog.png", "ok").out()).contains("'flow run' or 'flow watch' goes on with it");
        }
    }

    /** What {@code run} would do is seen while {@code watch} goes on. */
    private void planned() throws Exception {
        Files.writeString(folder.resolve("boat.dag.yaml"), BOAT);
        Said plan = said("plan", folder.toString(), "--input", "picture=" + folder.resolve("inbox/bird.png"));
        assertThat(plan.code()).as(plan.toString()).isZero();
        assertThat(plan.out()).contains("dag:shop bird.png", "dag:boat", "gen  paid", "nothing was sent");
        Said other = said("plan", folder.toString(), "--base-url", "http://127.0.0.1:1");
        assertThat(other.err()).contains("is not whom the process that holds the ledger sends to");
    }

    /** The drop goes on with the run that took the place of its first one, and is not taken for a failure. */
    private void replanned() throws Exception {
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP.replace("a boat", "a ship"));
        Said moved = say("resume", "--replan", "bird.png");
        assertThat(moved.code()).as(moved.toString()).isZero();
        assertThat(moved.out()).contains("takes the place of run ", "it goes on by itself with the rest");
        await().atMost(LONG).until(() -> json("status").path("approvals").size() == 2);
        assertThat(folder.resolve("inbox/bird.png")).exists();
        assertThat(say("reject", "bird.png", "ok").code()).isZero();
        await().atMost(LONG).until(() -> Files.notExists(folder.resolve("inbox/bird.png")));
        assertThat(folder.resolve("error/bird.png")).doesNotExist();
    }

    private JsonNode json(String verb) throws Exception {
        return new ObjectMapper().readTree(say(verb, "--json").out());
    }

    private Said say(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", folder.toString()));
        return said(all.toArray(String[]::new));
    }

    private static Said said(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                words);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
