package io.controlnetflow.core.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.http.HttpTuning;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.render.TinyPicture;
import io.controlnetflow.core.wire.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Plays recorded answers: which one depends on the request, and nothing is computed but a callback's signature. */
final class RecordedApi implements AutoCloseable {
    private static final byte[] PICTURE = TinyPicture.png("recorded");
    private static final String FAILING = "0b5c2f1a9e3d47a8b6d1c4e7f8091a2b";
    private static final String BASE64 = "5a1b3c4d5e6f708192a3b4c5d6e7f809";

    private final HttpServer http;
    private final Set<String> polled = ConcurrentHashMap.newKeySet();

    /** What is played for a request. */
    private record Played(int status, String file) {}

    RecordedApi() throws IOException {
        HttpTuning.apply();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/api", this::api);
        http.createContext("/store", exchange -> send(exchange, 200, "application/json", new byte[0]));
        http.createContext("/cdn", exchange -> send(exchange, 200, "image/png", PICTURE));
        http.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void api(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Played played = exchange.getRequestHeaders().getFirst("Authorization") == null
                ? new Played(401, "no-key")
                : played(call, body, exchange.getRequestURI().getRawQuery());
        send(exchange, played.status(), "application/json", recorded(played.file()));
        String query = exchange.getRequestURI().getRawQuery();
        if (played.status() == 200 && query != null && query.startsWith("webhook=")) {
            callBack(URLDecoder.decode(query.substring("webhook=".length()), StandardCharsets.UTF_8));
        }
    }

    private Played played(String call, String body, String query) {
        return switch (call) {
            case "POST " + Caller.MODEL -> submitted(body, query);
            case "POST /api/v3/predictions" ->
                new Played(200, body.contains("include_inputs") ? "list-with-inputs" : "list");
            case "POST /api/v3/predictions/delete" -> new Played(200, "deleted");
            case "POST /api/v3/media/uploads" -> new Played(200, "ticket");
            case "POST /api/v3/media/upload/binary" -> new Played(200, "uploaded");
            case "GET /api/v3/balance" -> new Played(200, "balance");
            case "GET /api/v3/webhook/secret" -> new Played(200, "secret");
            case "GET /api/v3/models" -> new Played(200, "models");
            case "POST /api/v3/model/price" -> new Played(200, "price");
            case "POST /api/v3/model/pricing" -> new Played(200, "pricing");
            default -> call.startsWith("GET ") ? result(call) : new Played(404, "unknown-model");
        };
    }

    private static Played submitted(String body, String query) {
        if (!body.contains("\"prompt\"")) {
            return new Played(400, "no-prompt");
        }
        if (body.contains("\"enable_base64_output\":true")) {
            return query == null ? new Played(200, "created-base64") : new Played(400, "base64-with-webhook");
        }
        if (body.contains("\"enable_sync_mode\":true")) {
            return new Played(200, "completed");
        }
        return new Played(200, body.contains("/files/uploads/") ? "created-failing" : "created");
    }

    private Played result(String call) {
        if (call.contains(FAILING)) {
            return new Played(200, "failed");
        }
        if (call.contains(BASE64)) {
            return new Played(200, "base64");
        }
        if (call.contains("e6832d4abffb4d79bfbca19783fca133")) {
            return new Played(200, polled.add(call) && polled.size() == 1 ? "processing" : "completed");
        }
        return new Played(404, "unknown-prediction");
    }

    private byte[] recorded(String name) throws IOException {
        try (InputStream in = RecordedApi.class.getResourceAsStream("recorded/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{{base}}", baseUrl())
                    .replace("{{picture}}", Base64.getEncoder().encodeToString(PICTURE))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private void callBack(String url) throws IOException {
        byte[] body = recorded("webhook");
        String id = Json.read(body).path("id").asText();
        String secret =
                Json.read(recorded("secret")).path("data").path("secret").asText();
        String time = Long.toString(java.time.Instant.now().getEpochSecond());
        var unused = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/json")
                                .header("webhook-id", id)
                                .header("webhook-timestamp", time)
                                .header("webhook-signature", Signature.sign(secret, id, time, body))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
