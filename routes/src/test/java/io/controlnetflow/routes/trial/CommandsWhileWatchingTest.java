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
        try (EmbeddedServer api = EmbeddedServer.start(EmbeddedSettings.in(folder.resolve("api"))
                        .withRenderless(true)
                        .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100)));
                Program program = Program.start(
                        api.baseUrl(),
                        "key",
                        folder.resolve("words"),
                        List.of("watch", folder.toString(), "--poll-floor", "100ms"))) {
            await().atMost(LONG).until(() -> json("status").path("approvals").size() == 2);
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
            assertThat(json("status").path("approvals")).isEmpty();
            assertThat(say("retry", "dog.png").code()).isZero();
            await().atMost(LONG).until(() -> json("status").path("approvals").size() == 1);
            assertThat(say("resume").out()).contains("0 parked jobs");
            assertThat(say("resolve", "0000", "--drop").err()).contains("is the start of no job's key");
            assertThat(api.audit().posts()).isEqualTo(1);

            program.kill();
            assertThat(folder.resolve(".flow/control.json"))
                    .as("nobody could remove it")
                    .exists();
            assertThat(say("approve", "dog.png", "ok").out()).contains("'flow run' or 'flow watch' goes on with it");
        }
    }

    private JsonNode json(String verb) throws Exception {
        return new ObjectMapper().readTree(say(verb, "--json").out());
    }

    private Said say(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", folder.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                all.toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
