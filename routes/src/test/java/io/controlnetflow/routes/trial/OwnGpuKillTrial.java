package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.routes.trial.Middleman.Moment;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code serve-api} in front of a ComfyUI where it hurts, and starts it again; the client and the ComfyUI live on and know nothing
 * of each other. The ComfyUI is a scripted one.
 */
@Tag("trial")
class OwnGpuKillTrial {
    private record Point(Step step, Moment moment) {}

    private static final int PICTURES = 3;
    private static final String PROMPT_MILLIS = "700";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<Program> server = new AtomicReference<>();

    /** What was never passed on is proven absent by two looks 10 s apart, so that is only in the long form. */
    private static List<Point> points() {
        List<Point> points = new ArrayList<>(List.of(
                new Point(Step.SUBMIT, Moment.UNDER_WAY),
                new Point(Step.SUBMIT, Moment.UNANSWERED),
                new Point(Step.POLL, Moment.UNANSWERED),
                new Point(Step.DOWNLOAD, Moment.UNANSWERED)));
        if (Form.isLong()) {
            points.add(0, new Point(Step.SUBMIT, Moment.NEVER_PASSED_ON));
        }
        return points;
    }

    @Test
    void eachPredictionIsOnePromptThroughAllKillsOfTheServer() throws Exception {
        long begin = System.nanoTime();
        Process comfy = comfy();
        try (BufferedReader said = comfy.inputReader();
                Middleman between = new Middleman("http://127.0.0.1:" + said.readLine(), OwnGpuKillTrial::step);
                Workshop shop = new Workshop(folder, settings -> settings)) {
            int port = freePort();
            String api = "http://127.0.0.1:" + port;
            shop.through(api);
            shop.drop(PICTURES);
            List<Point> points = points();
            arm(between, points.get(0));
            serve(shop, between, port);
            int exit;
            try (Program client = shop.run()) {
                for (int at = 0; at < points.size(); at++) {
                    Point point = points.get(at);
                    await(point + " is reached").atMost(SOON).until(() -> !between.armed());
                    await().atMost(SOON).until(() -> !server().alive());
                    if (at + 1 < points.size()) {
                        arm(between, points.get(at + 1));
                    }
                    serve(shop, between, port);
                }
                exit = client.exit(60);
            }
            List<String> predictions = predictions(api);
            List<String> prompts = prompts(between.provider());
            System.out.printf(
                    Locale.ROOT,
                    "TRIAL own GPU: %d pictures, %d kills of serve-api, %d predictions, %d prompts, %.1f s%n",
                    PICTURES,
                    points.size(),
                    predictions.size(),
                    prompts.size(),
                    (System.nanoTime() - begin) / 1e9);
            assertThat(exit).as(shop.words()).isZero();
            assertThat(predictions).as(shop.words()).hasSize(PICTURES);
            assertThat(prompts).as("one prompt for each prediction").containsExactlyInAnyOrderElementsOf(predictions);
            assertThat(shop.published().stream().filter(file -> file.toString().endsWith(".jpg.json")))
                    .as(shop.words())
                    .hasSize(PICTURES);
        } finally {
            Program last = server.get();
            if (last != null) {
                last.close();
            }
            comfy.destroyForcibly().waitFor();
        }
    }

    private Program server() {
        return Objects.requireNonNull(server.get());
    }

    private void arm(Middleman between, Point point) {
        between.at(point.step, point.moment, () -> server().kill());
    }

    private void serve(Workshop shop, Middleman between, int port) {
        server.set(shop.say(
                "serve-api",
                "--state=" + folder.resolve("gpu"),
                "--port=" + port,
                "--renderer=comfyui=" + between.address(),
                "--comfyui-at-once=1"));
        await("serve-api answers: " + shop.words())
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> !server().alive()
                        || get("http://127.0.0.1:" + port + "/api/v3/balance").has("data"));
    }

    /** The class path of core's tests lies beside. */
    private static Process comfy() throws IOException {
        Path tests = Path.of("..", "core", "target", "test-classes");
        assertThat(tests.resolve("io/controlnetflow/core/embedded/comfyui/ComfyProcess.class"))
                .as("compile the tests of core first")
                .exists();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        tests + File.pathSeparator + System.getProperty("java.class.path"),
                        "io.controlnetflow.core.embedded.comfyui.ComfyProcess",
                        PROMPT_MILLIS)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Step step(String method, String path) {
        return switch (method + " " + path.replaceFirst("^(/[a-z]+).*", "$1")) {
            case "POST /prompt" -> Step.SUBMIT;
            case "GET /history" -> Step.POLL;
            case "GET /view" -> Step.DOWNLOAD;
            default -> Step.OTHER;
        };
    }

    private List<String> predictions(String api) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(api + "/api/v3/predictions"))
                .header("Authorization", "Bearer trial-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"page\":1,\"page_size\":100}"))
                .build();
        JsonNode page = JSON.readTree(http.send(list, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body());
        List<String> ids = new ArrayList<>();
        page.at("/data/items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    /** Every prompt that ComfyUI ever took, without the hyphens of its id. */
    private List<String> prompts(String comfy) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        get(comfy + "/history").fieldNames().forEachRemaining(id -> ids.add(id.replace("-", "")));
        JsonNode queue = get(comfy + "/queue");
        for (String kind : List.of("queue_running", "queue_pending")) {
            queue.path(kind).forEach(item -> ids.add(item.path(1).asText().replace("-", "")));
        }
        return ids;
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer trial-key")
                .build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
