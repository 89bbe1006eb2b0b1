package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A ComfyUI without models: it answers, checks, queues and forgets as ComfyUI's server.py and execution.py do, and its
 * pictures are of one colour. Prompts run by themselves, or one at each {@link #run} when it is held.
 */
public final class ScriptedComfy implements AutoCloseable {
    /** What is done to the next POST of a prompt. */
    enum Trouble {
        /** The connection is closed; nothing is done. */
        DROP_BEFORE,
        /** The connection is closed; the prompt is queued. */
        DROP_AFTER,
        /** 500; nothing is done. */
        INTERNAL
    }

    final PromptQueue prompts = new PromptQueue();
    final List<JsonNode> posted = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> inputs = new ConcurrentHashMap<>();
    final Map<String, byte[]> outputs = new ConcurrentHashMap<>();
    final ObjectNode classes;
    private final ArrayDeque<Trouble> troubles = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;
    private HttpServer http;
    private volatile boolean held;
    private volatile boolean old;
    private volatile @Nullable String failure;

    public ScriptedComfy() throws IOException {
        // Without it every answer waits about 40 ms for the caller's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (InputStream in = ScriptedComfy.class.getResourceAsStream("object_info.json")) {
            classes = (ObjectNode) Http.JSON.readTree(in);
        }
        http = listen(0);
        port = http.getAddress().getPort();
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Prompts wait until {@link #run}. */
    public ScriptedComfy hold() {
        held = true;
        return this;
    }

    /** A version that draws all prompt ids itself, keeps no status, and interrupts whatever runs. */
    ScriptedComfy old() {
        old = true;
        return this;
    }

    synchronized void next(Trouble... all) {
        troubles.addAll(List.of(all));
    }

    void fail(@Nullable String message) {
        failure = message;
    }

    /** How many prompts were POSTed, whatever became of them. */
    public int posts() {
        return posted.size();
    }

    /** No longer reachable; the queue lives on. */
    void down() {
        http.stop(0);
    }

    void up() throws IOException {
        http = listen(port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String call = exchange.getRequestMethod() + " " + path.replaceFirst("^(/[a-z_]+(/image)?).*$", "$1");
            switch (call) {
                case "GET /object_info" -> {
                    String type = last(path);
                    ObjectNode one = Http.JSON.createObjectNode();
                    if (classes.has(type)) {
                        one.set(type, classes.get(type));
                    }
                    answer(exchange, 200, one);
                }
                case "POST /upload/image" -> upload(exchange);
                case "POST /prompt" -> prompt(exchange);
                case "GET /queue" -> answer(exchange, 200, prompts.queue());
                case "GET /history" ->
                    answer(exchange, 200, prompts.history(path.equals("/history") ? null : last(path)));
                case "GET /view" -> view(exchange);
                case "POST /queue" -> {
                    body(exchange).path("delete").forEach(n -> prompts.delete(n.asText()));
                    answer(exchange, 200, null);
                }
                case "POST /interrupt" -> {
                    JsonNode id = body(exchange).path("prompt_id");
                    if (old || id.isMissingNode() || prompts.isRunning(id.asText())) {
                        prompts.interrupt();
                    }
                    answer(exchange, 200, null);
                }
                default -> answer(exchange, 404, null);
            }
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void upload(HttpExchange exchange) throws IOException {
        FormParts form = FormParts.of(exchange);
        String name = (form.text("subfolder").isEmpty() ? "" : form.text("subfolder") + "/") + form.filename("image");
        inputs.put(name, form.bytes("image"));
        answer(
                exchange,
                200,
                Http.JSON
                        .createObjectNode()
                        .put("name", form.filename("image"))
                        .put("subfolder", form.text("subfolder"))
                        .put("type", form.text("type")));
    }

    private void prompt(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        Trouble trouble;
        synchronized (this) {
            trouble = troubles.poll();
        }
        posted.add(body);
        if (trouble == Trouble.DROP_BEFORE) {
            return;
        } else if (trouble == Trouble.INTERNAL) {
            answer(exchange, 500, null);
            return;
        }
        ObjectNode wrong = new PromptCheck(classes, inputs::containsKey).wrong(body.path("prompt"));
        if (!wrong.isEmpty()) {
            answer(exchange, 400, wrong);
            return;
        }
        String id = old || !body.has("prompt_id")
                ? UUID.randomUUID().toString()
                : body.path("prompt_id").asText();
        int number = prompts.put(id, body.path("prompt"), body.path("client_id").asText());
        if (trouble != Trouble.DROP_AFTER) {
            ObjectNode answer =
                    Http.JSON.createObjectNode().put("prompt_id", id).put("number", number);
            answer.putObject("node_errors");
            answer(exchange, 200, answer);
        }
        if (!held) {
            threads.execute(this::runAll);
        }
    }

    /** Runs the next prompt to its end. */
    public void run() {
        ArrayNode item = prompts.begin();
        if (item != null) {
            end(item);
        }
    }

    /** One after the other, also those that came while another was at work. */
    private void runAll() {
        for (ArrayNode item = prompts.begin(); item != null; item = prompts.begin()) {
            end(item);
        }
    }

    /** Ends a prompt that {@link PromptQueue#begin} has begun. */
    void end(ArrayNode item) {
        ObjectNode status = Http.JSON.createObjectNode();
        String wrong = failure;
        boolean stopped = prompts.interrupted().contains(item.path(1).asText());
        status.put("status_str", wrong == null && !stopped ? "success" : "error")
                .put("completed", wrong == null && !stopped);
        ArrayNode messages = status.putArray("messages");
        message(messages, "execution_start", 1_000);
        if (stopped) {
            message(messages, "execution_interrupted", 5_000);
        } else if (wrong != null) {
            message(messages, "execution_error", 5_000)
                    .put("node_type", "SamplerCustomAdvanced")
                    .put("exception_type", "torch.OutOfMemoryError")
                    .put("exception_message", wrong + "\n");
        } else {
            message(messages, "execution_success", 8_500);
        }
        prompts.end(wrong == null && !stopped ? save(item.path(2)) : List.of(), old ? null : status);
    }

    private static ObjectNode message(ArrayNode messages, String kind, long at) {
        return messages.addArray().add(kind).addObject().put("timestamp", at);
    }

    /** As SaveImage names them: the counter goes on after the highest number of that prefix. */
    private List<Saved> save(JsonNode graph) {
        JsonNode latent = find(graph, "EmptySD3LatentImage");
        String prefix = find(graph, "SaveImage").path("filename_prefix").asText();
        long seed = find(graph, "RandomNoise").path("noise_seed").asLong();
        int slash = prefix.lastIndexOf('/');
        List<Saved> files = new ArrayList<>();
        int taken = (int) outputs.keySet().stream()
                .filter(k -> k.startsWith(prefix + "_"))
                .count();
        for (int i = 1; i <= latent.path("batch_size").asInt(); i++) {
            Picture picture = Picture.filled(
                    latent.path("width").asInt(), latent.path("height").asInt(), (int) (seed * 31 + i * 977L));
            Saved file = new Saved(
                    "%s_%05d_.png".formatted(prefix.substring(slash + 1), taken + i),
                    slash < 0 ? "" : prefix.substring(0, slash),
                    "output");
            outputs.put(file.subfolder() + "/" + file.filename(), Encode.png(picture, Map.of("prompt", "the graph")));
            files.add(file);
        }
        return files;
    }

    static JsonNode find(JsonNode graph, String type) {
        for (JsonNode node : graph) {
            if (node.path("class_type").asText().equals(type)) {
                return node.path("inputs");
            }
        }
        throw new AssertionError("no " + type + " in " + graph);
    }

    private void view(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        byte[] file = outputs.get(query.replaceFirst("^filename=(.*)&subfolder=(.*)&type=output$", "$2/$1"));
        if (file == null) {
            answer(exchange, 404, null);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        return bytes.length == 0 ? Http.JSON.createObjectNode() : Http.JSON.readTree(bytes);
    }

    private static void answer(HttpExchange exchange, int status, @Nullable JsonNode json) throws IOException {
        byte[] bytes = json == null ? new byte[0] : Http.JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
