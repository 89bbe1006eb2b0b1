package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.routes.engine.Bench;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program takes requests, is killed, and goes on with what it answered for. */
class HttpFiringTest {
    private static final String SHOP = """
            dag: shop
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: a boat}
            triggers: [{http: {path: /shop}}]
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              gen:
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt}", control_image: "${map}", seed: 1, size: "256*256"}
            outputs: {picture: "${gen.image}"}
            """;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatWasAnsweredForIsMadeOnceAlsoAfterAKill() throws Exception {
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP);
        try (EmbeddedServer api = EmbeddedServer.start(EmbeddedSettings.in(folder.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofSeconds(1), Duration.ofSeconds(2)))) {
            String run;
            try (Program program = start(api, "first")) {
                String door = Program.door(folder.resolve("first"));
                HttpResponse<String> answer = post(door, "image/png", Bench.picture(1), "Idempotency-Key", "order-1");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                run = json(answer.body()).path("run").asText();
                assertThat(json(answer.body()).path("state_url").asText()).isEqualTo(door + "/shop/" + run);
                program.kill();
            }
            try (Program program = start(api, "second")) {
                String door = Program.door(folder.resolve("second"));
                String state = door + "/shop/" + run;
                await().atMost(LONG)
                        .until(() ->
                                json(get(state).body()).path("state").asText().equals("done"));
                JsonNode picture = json(get(state).body()).at("/outputs/picture");
                HttpResponse<byte[]> file = http.send(
                        HttpRequest.newBuilder(URI.create(picture.path("url").asText()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(file.headers().firstValue("content-type"))
                        .hasValue(picture.path("mediaType").asText());
                assertThat(file.body()).isNotEmpty();

                HttpResponse<String> again = post(door, "image/png", Bench.picture(1), "Idempotency-Key", "order-1");
                assertThat(json(again.body()).path("run").asText()).isEqualTo(run);
                HttpResponse<String> other = post(door, "image/png", Bench.picture(1));
                String further = json(other.body()).path("run").asText();
                assertThat(further)
                        .as("each request is a firing of its own")
                        .hasSize(64)
                        .isNotEqualTo(run);
                await().atMost(LONG)
                        .until(() -> json(get(door + "/shop/" + further).body())
                                .path("state")
                                .asText()
                                .equals("done"));
                refuses(door, run);
                formsAreTaken(door);
                await().atMost(LONG).until(() -> Files.readString(folder.resolve("second"))
                        .contains("a.png (shop): 1 picture, cost $0.03, outputs picture"));
                assertThat(program.alive()).isTrue();
            }
            assertThat(api.audit().posts())
                    .as("the same picture and prompt are one job")
                    .isEqualTo(2);
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedBeforeAnythingIsStarted() throws Exception {
        Files.writeString(folder.resolve("shop.dag.yaml"), SHOP);
        try (EmbeddedServer api = EmbeddedServer.start(EmbeddedSettings.in(folder.resolve("api")));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program program = Program.start(
                        api.baseUrl(),
                        "key",
                        folder.resolve("words"),
                        List.of("watch", folder.toString(), "--http-port", Integer.toString(taken.getLocalPort())))) {
            assertThat(program.exit(LONG.toSeconds())).isEqualTo(2);
            assertThat(folder.resolve("words"))
                    .content()
                    .contains("flow: --http-port: 127.0.0.1:" + taken.getLocalPort() + " cannot be used: ")
                    .contains("; name another port")
                    .doesNotContain("requests are taken");
        }
    }

    private void refuses(String door, String run) throws Exception {
        HttpResponse<String> bad =
                post(door, "application/json", "{\"promt\": \"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(json(bad.body()).path("error").asText())
                .contains("promt", "is no input of shop; did you mean prompt?");
        assertThat(post(door, "application/json", "[1]".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(door, "image/png", "no picture".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(door, "image/png", Bench.picture(1), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(door + "/shop/" + "0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(get(door + "/shop/" + run + "/" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
    }

    private void formsAreTaken(String door) throws Exception {
        String form = """
                --X
                Content-Disposition: form-data; name="prompt"

                a red boat
                --X
                Content-Disposition: form-data; name="image"; filename="../../a.png"
                Content-Type: image/png

                """.replace("\n", "\r\n");
        byte[] head = form.getBytes(StandardCharsets.ISO_8859_1);
        byte[] picture = Bench.picture(2);
        byte[] tail = "\r\n--X--\r\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + picture.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(picture, 0, all, head.length, picture.length);
        System.arraycopy(tail, 0, all, head.length + picture.length, tail.length);
        HttpResponse<String> answer = post(door, "multipart/form-data; boundary=X", all);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String state = json(answer.body()).path("state_url").asText();
        await().atMost(LONG)
                .until(() -> json(get(state).body()).path("state").asText().equals("done"));
        Path manifest = folder.resolve("outbox/a/gen-1.png.json");
        await().atMost(LONG).until(() -> Files.exists(manifest));
        assertThat(manifest).content().contains("a red boat");
    }

    private Program start(EmbeddedServer api, String words) {
        return Program.start(
                api.baseUrl(),
                "key",
                folder.resolve(words),
                List.of("watch", folder.toString(), "--http-port", "0", "--poll-floor", "200ms"));
    }

    /** Until the route behind the door is there, too. */
    private HttpResponse<String> post(String door, String type, byte[] body, String... headers) {
        return await().atMost(LONG)
                .until(
                        () -> {
                            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + "/shop"))
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
                            if (headers.length > 0) {
                                request.headers(headers);
                            }
                            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                        },
                        answer -> answer.statusCode() != 404);
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
