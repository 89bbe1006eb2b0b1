package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The eighth example: a request in, a webhook out, both from outside. */
class HttpInWebhookOutTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Told> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temp;

    private HttpServer hook;
    private EmbeddedServer api;

    /** What the webhook was called with. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Told(String prompt, byte[] picture) {}

    @BeforeEach
    void aHookThatIsDownAtFirst() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] calls = {0};
        hook.createContext("/told", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean down = calls[0]++ == 0;
            if (!down) {
                told.add(new Told(exchange.getRequestHeaders().getFirst("X-Prompt"), body));
            }
            exchange.sendResponseHeaders(down ? 503 : 200, -1);
            exchange.close();
        });
        hook.start();
        api = EmbeddedServer.start(EmbeddedSettings.in(temp.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        hook.stop(0);
        api.close();
    }

    @Test
    void answersAtOnceAndTellsTheWebhookWhenThePictureIsThere() throws Exception {
        Path example = Examples.copy(Path.of("08-http-in-webhook-out"), temp);
        Files.delete(example.resolve("others.camel.yaml"));
        try (StandIns port = StandIns.of(example)) {
            String door = "http://127.0.0.1:" + properties(example).getProperty("controlnetflow.http-port");
            tellTheHook(example);
            try (Served watch = Served.watch(example, api)) {
                watch.until(() -> isOpen(door));
                HttpResponse<String> answer = post(door + "/orders", example.resolve("in/astronaut.jpg"));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                String state = json(answer.body()).path("state_url").asText();
                assertThat(state).startsWith(door + "/orders/");

                watch.until(() -> !told.isEmpty());
                watch.until(() -> json(get(state).body()).path("state").asText().equals("done"));

                assertThat(told).hasSize(1);
                assertThat(told.get(0).prompt()).startsWith("portrait of an astronaut");
                List<Path> pictures = Examples.pictures(example.resolve("outbox"));
                assertThat(pictures).hasSize(1);
                assertThat(told.get(0).picture()).isEqualTo(Files.readAllBytes(pictures.get(0)));
                assertThat(api.audit().posts()).isEqualTo(1);
                Examples.Said said = watch.stop();
                assertThat(said.code()).as(said.toString()).isEqualTo(130);
            }
        }
    }

    private void tellTheHook(Path example) throws IOException {
        Path properties = example.resolve("application.properties");
        String text = Files.readString(properties);
        Files.writeString(
                properties,
                text.replaceAll(
                        "(?m)^webhook=.*$",
                        "webhook=127.0.0.1:" + hook.getAddress().getPort() + "/told"));
    }

    private static Properties properties(Path example) throws IOException {
        Properties properties = new Properties();
        try (var text = Files.newBufferedReader(example.resolve("application.properties"))) {
            properties.load(text);
        }
        return properties;
    }

    private HttpResponse<String> post(String url, Path picture) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofFile(picture))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private boolean isOpen(String door) throws Exception {
        try {
            return get(door + "/orders/none").statusCode() > 0;
        } catch (ConnectException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
