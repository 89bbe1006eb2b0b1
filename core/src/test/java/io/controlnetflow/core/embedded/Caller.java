package io.controlnetflow.core.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A plain HTTP client for tests: every method is one real request. */
final class Caller {
    static final String MODEL = "/api/v3/wavespeed-ai/flux-controlnet-union-pro-2.0";
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String key;

    Caller(String base, String key) {
        this.base = base;
        this.key = key;
    }

    Caller(EmbeddedServer server, String key) {
        this(server.baseUrl(), key);
    }

    Caller(EmbeddedServer server) {
        this(server, "test-key");
    }

    HttpRequest.Builder request(String pathOrUrl) {
        String url = pathOrUrl.startsWith("http") ? pathOrUrl : base + pathOrUrl;
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder keyed(String path) {
        return request(path).header("Authorization", "Bearer " + key).header("Content-Type", "application/json");
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return send(keyed(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    CompletableFuture<HttpResponse<byte[]>> postLater(String path, String json) {
        return http.sendAsync(
                keyed(path).POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(keyed(path));
    }

    /** Without a key, as files are fetched. */
    HttpResponse<byte[]> download(String url) throws IOException, InterruptedException {
        return send(request(url));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return Json.read(response.body());
    }

    /** The data of a successful answer. */
    static JsonNode data(HttpResponse<byte[]> response) throws IOException {
        JsonNode envelope = json(response);
        if (response.statusCode() != 200 || envelope.path("code").asInt() != 200) {
            throw new AssertionError("HTTP " + response.statusCode() + ": " + envelope);
        }
        return envelope.path("data");
    }

    static String message(HttpResponse<byte[]> response) throws IOException {
        return json(response).path("message").asText();
    }

    static ObjectNode inputs(String controlImage) {
        return Json.object().put("prompt", "a quiet harbour").put("control_image", controlImage);
    }

    /** Uploads by ticket and PUT, and returns the URL. */
    String upload(byte[] bytes) throws IOException, InterruptedException {
        JsonNode ticket = data(post(
                "/api/v3/media/uploads",
                Json.object()
                        .put("filename", "map.png")
                        .put("size", bytes.length)
                        .put("content_type", "image/png")
                        .toString()));
        HttpRequest.Builder put =
                request(ticket.path("upload").path("url").asText()).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        ticket.path("upload")
                .path("headers")
                .properties()
                .forEach(h -> put.header(h.getKey(), h.getValue().asText()));
        HttpResponse<byte[]> answer = send(put);
        if (answer.statusCode() != 200) {
            throw new AssertionError("PUT: HTTP " + answer.statusCode());
        }
        return ticket.path("download_url").asText();
    }

    /** Submits, and returns the prediction's id. */
    String submit(ObjectNode inputs) throws IOException, InterruptedException {
        return data(post(MODEL, inputs.toString())).path("id").asText();
    }

    JsonNode result(String id) throws IOException, InterruptedException {
        return data(get("/api/v3/predictions/" + id + "/result"));
    }

    /** Polls until the prediction has ended. */
    JsonNode ended(String id) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> result(id), r -> r.path("status").asText().matches("completed|failed|cancelled"));
    }
}
