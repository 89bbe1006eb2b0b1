package io.controlnetflow.routes.stage.callback;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for the provider's calls and answers each before anything is done about it. Any path: the signature is what counts. */
public final class CallbackListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackListener.class);
    private static final int LONGEST = 1 << 20;
    private static final int THREADS = 4;
    private static final int BACKLOG = 1_000;

    /**
     * One call.
     *
     * @param query of its URL, as it came
     * @param body raw
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Call(
            @Nullable String query,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            byte[] body) {}

    /** Says with which HTTP status a call is answered; quick. */
    public interface Reception {
        int receive(Call call);
    }

    private final HttpServer http;
    private final ExecutorService threads;

    private CallbackListener(HttpServer http) {
        this.http = http;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "flow-webhook-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(threads);
    }

    /**
     * Takes the port; answers from {@link #start} on.
     *
     * @param port zero: any free one
     * @throws IOException when the address cannot be listened at
     */
    public static CallbackListener bind(String host, int port) throws IOException {
        try {
            return new CallbackListener(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG));
        } catch (IOException e) {
            throw new IOException(
                    "webhook-port: " + host + ":" + port + " cannot be listened at: " + e.getMessage()
                            + "; choose another --webhook-port or --webhook-host",
                    e);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    public void start(Reception reception) {
        http.createContext("/", exchange -> answer(exchange, reception));
        http.start();
    }

    private static void answer(HttpExchange exchange, Reception reception) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange, reception), -1);
        } catch (RuntimeException e) {
            LOG.warn("a webhook could not be taken: {}", e.toString());
            throw e;
        }
    }

    private static int status(HttpExchange exchange, Reception reception) throws IOException {
        if (!"POST".equals(exchange.getRequestMethod())) {
            return 405;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            return 413;
        }
        Headers headers = exchange.getRequestHeaders();
        return reception.receive(new Call(
                exchange.getRequestURI().getRawQuery(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body));
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
