package io.controlnetflow.routes.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.http.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the program and the provider: it knows when a request has come and when its answer goes, and can act at that
 * moment, or change what the provider says.
 */
final class Middleman implements AutoCloseable {
    /** When something is done to a request. */
    enum Moment {
        /** It has come, and the provider never sees it. */
        NEVER_PASSED_ON,
        /** It has come, and is passed on afterwards: nobody waits for the answer. */
        UNDER_WAY,
        /** The provider has answered, the program does not know it. */
        UNANSWERED,
        /** Half of the answer is sent. */
        HALF_ANSWERED,
        /** The whole answer is sent: does the program commit it? */
        ANSWERED
    }

    private record Act(Step step, Moment moment, Runnable what) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final BiFunction<String, String, Step> steps;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<@Nullable Act> armed = new AtomicReference<>();
    private volatile BiFunction<Step, JsonNode, @Nullable JsonNode> change = (step, said) -> said;

    Middleman(String provider) {
        this(provider, Middleman::step);
    }

    /** @param steps what a request is for, by its method and path, where the provider is another server */
    Middleman(String provider, BiFunction<String, String, Step> steps) {
        this.provider = provider;
        this.steps = steps;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Whom it stands before. */
    String provider() {
        return provider;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Does it once, at the next request of this step. */
    void at(Step step, Moment moment, Runnable what) {
        armed.set(new Act(step, moment, what));
    }

    /** True while what was asked for has not happened. */
    boolean armed() {
        return armed.get() != null;
    }

    /** What JSON the program is told in place of the provider's; null: 404. */
    void say(BiFunction<Step, JsonNode, @Nullable JsonNode> instead) {
        change = instead;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Step step = steps.apply(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            byte[] body = exchange.getRequestBody().readAllBytes();
            Act act = armed.get();
            boolean now = act != null && act.step == step && armed.compareAndSet(act, null);
            if (!now || act == null) {
                answer(exchange, pass(exchange, step, body), 1);
            } else if (act.moment == Moment.NEVER_PASSED_ON) {
                act.what.run();
            } else if (act.moment == Moment.UNDER_WAY) {
                act.what.run();
                pass(exchange, step, body);
            } else {
                Answer answer = pass(exchange, step, body);
                if (act.moment == Moment.HALF_ANSWERED) {
                    answer(exchange, answer, 2);
                } else if (act.moment == Moment.ANSWERED) {
                    answer(exchange, answer, 1);
                }
                act.what.run();
            }
        } catch (IOException e) {
            // The program was killed, or the provider closed the connection: closing ours says the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Answer {
        final int status;
        final byte[] body;
        final String type;
        final @Nullable String retryAfter;

        Answer(int status, byte[] body, String type, @Nullable String retryAfter) {
            this.status = status;
            this.body = body;
            this.type = type;
            this.retryAfter = retryAfter;
        }
    }

    private Answer pass(HttpExchange from, Step step, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(provider + from.getRequestURI()))
                .method(from.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(there(from, body)));
        for (String name : new String[] {"Authorization", "Content-Type"}) {
            String value = from.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
        String retryAfter = response.headers().firstValue("Retry-After").orElse(null);
        if (!type.contains("json")) {
            return new Answer(response.statusCode(), response.body(), type, retryAfter);
        }
        JsonNode told = change.apply(step, JSON.readTree(text(response.body()).replace(provider, address())));
        return told == null
                ? new Answer(404, bytes("{\"code\":404,\"message\":\"not found\"}"), type, retryAfter)
                : new Answer(response.statusCode(), JSON.writeValueAsBytes(told), type, retryAfter);
    }

    private byte[] there(HttpExchange from, byte[] body) {
        String type = from.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.contains("json") ? bytes(text(body).replace(address(), provider)) : body;
    }

    /** Sends one part of so many of the answer, announced whole. */
    private static void answer(HttpExchange to, Answer answer, int parts) throws IOException {
        to.getResponseHeaders().set("Content-Type", answer.type);
        if (answer.retryAfter != null) {
            to.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        to.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
        OutputStream out = to.getResponseBody();
        out.write(Arrays.copyOf(answer.body, answer.body.length / parts));
        out.flush();
    }

    private static Step step(String method, String path) {
        if (path.contains("/media/upload") || path.startsWith("/files/put/")) {
            return Step.UPLOAD;
        }
        if (path.startsWith("/files/outputs/")) {
            return Step.DOWNLOAD;
        }
        if (path.startsWith("/api/v3/predictions")) {
            return method.equals("POST") ? Step.LIST : Step.POLL;
        }
        boolean question = path.startsWith("/api/v3/model/") || path.equals("/api/v3/balance");
        return method.equals("POST") && !question ? Step.SUBMIT : Step.OTHER;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
