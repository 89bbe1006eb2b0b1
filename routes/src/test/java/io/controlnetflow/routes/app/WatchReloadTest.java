package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.routes.app.console.ExitCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that change while {@code flow watch} runs them. */
@EnabledOnOs(OS.LINUX)
class WatchReloadTest {
    private static final String FLOW = """
            dag: shoot
            inputs: {image: {type: image, required: true}}
            triggers:
              - folder: {path: inbox, outbox: outbox}
            nodes:
              map: {call: "control-map:gray", with: {image: "${image}"}}
              first:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: SPEED COLOUR, control_image: "${map}", size: "256*256"}
              say: {needs: [first], steps: [{setBody: {constant: a COLOUR shoe}}]}
              second:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${say}", control_image: "${map}", size: "256*256"}
            """;

    private static final String ASK = """
            dag: ask
            inputs: {image: {type: image, required: true}}
            triggers: [{folder: {path: asked, outbox: outbox}}]
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              ok: {needs: [map], approve: {show: "${map}"}}
            """;

    @TempDir
    Path folder;

    private static String flow(String speed, String colour) {
        return FLOW.replace("SPEED", speed).replace("COLOUR", colour);
    }

    @Test
    void takesWhatIsGoodKeepsTheLastGoodAndLetsRunsEndAsTheyBegan() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.createDirectories(folder.resolve("other"));
        Files.createDirectories(folder.resolve("asked"));
        Files.writeString(folder.resolve("application.properties"), "controlnetflow.http-port=0\n");
        Files.writeString(folder.resolve("shoot.dag.yaml"), flow("slow", "red"));
        try (Watching watch = new Watching(folder)) {
            watch.drop("inbox/1.png", 1);
            await().atMost(Watching.PATIENCE).until(() -> watch.rendered.contains("slow red"));

            watch.write("shoot.dag.yaml", flow("quick", "blue"));
            watch.awaitWords("shoot.dag.yaml: is changed; its routes run now");
            watch.drop("inbox/2.png", 2);
            assertThat(prompt(watch, "outbox/2/second-1.jpg")).isEqualTo("a blue shoe");
            assertThat(folder.resolve("outbox/1/second-1.jpg")).doesNotExist();

            watch.write("shoot.dag.yaml", flow("quick", "green").replace("256*256", "99999*256"));
            watch.awaitWords("shoot.dag.yaml: is not taken; its last good version goes on");
            watch.awaitWords("1 file rejected; what ran before runs on");
            assertThat(folder.resolve(".flow/rejected.txt"))
                    .hasContent(folder.resolve("shoot.dag.yaml").toString());
            watch.drop("inbox/3.png", 3);
            assertThat(prompt(watch, "outbox/3/second-1.jpg")).isEqualTo("a blue shoe");

            watch.letTheSlowOnesGo();
            assertThat(prompt(watch, "outbox/1/second-1.jpg")).isEqualTo("a red shoe");

            watch.write("shoot.dag.yaml", flow("quick", "green"));
            watch.write(
                    "late.dag.yaml",
                    flow("fast", "white").replace("shoot", "late").replace("inbox", "other"));
            watch.awaitWords("late.dag.yaml: is new; its routes run now");
            watch.drop("other/4.png", 4);
            watch.drop("inbox/5.png", 5);
            assertThat(prompt(watch, "outbox/4/second-1.jpg")).isEqualTo("a white shoe");
            assertThat(prompt(watch, "outbox/5/second-1.jpg")).isEqualTo("a green shoe");
            assertThat(folder.resolve(".flow/rejected.txt")).doesNotExist();

            watch.write("ask.dag.yaml", ASK);
            watch.awaitWords("requests are taken at http://127.0.0.1:");
            watch.drop("asked/6.png", 6);
            watch.awaitWords("/-/approve?cell=");
            assertThat(answer(watch.said())).isEqualTo(200);
            await().atMost(Watching.PATIENCE).until(() -> watch.files("done").size() == 6);

            watch.write("application.properties", "colour=red");
            watch.awaitWords("application.properties: is changed; it holds from the next start on");
            Files.delete(folder.resolve("late.dag.yaml"));
            watch.awaitWords("late.dag.yaml: is gone; its routes take nothing more");
            await().atMost(Watching.PATIENCE).until(() -> watch.files("done").size() == 6);
            assertThat(watch.end()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(watch.said().split("shoot.dag.yaml:9:58: ", -1))
                    .as(watch.said())
                    .hasSize(2);
            assertThat(watch.said()).contains("made 8, reused 0, submits 10").doesNotContain("exchange");
            assertThat(watch.files("error")).isEmpty();
            assertThat(watch.provider.audit().posts()).isEqualTo(10);
        }
    }

    /** Says yes by the link that was told. */
    private static int answer(String said) throws Exception {
        Matcher link =
                Pattern.compile("http://127\\.0\\.0\\.1:\\d+/-/approve\\?\\S+").matcher(said);
        assertThat(link.find()).isTrue();
        HttpRequest yes = HttpRequest.newBuilder(URI.create(link.group()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("decision=approve"))
                .build();
        return HttpClient.newHttpClient()
                .send(yes, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String prompt(Watching watch, String picture) throws Exception {
        return watch.json(picture + ".json").at("/parameters/prompt").asText();
    }
}
