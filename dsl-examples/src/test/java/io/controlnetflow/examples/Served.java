package io.controlnetflow.examples;

import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** The flow program that serves an example in {@code watch}, until it is stopped as Ctrl-C does. */
final class Served implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> QUICK =
            Map.of("CONTROLNETFLOW_GENERATION_TIME", "50ms", "CONTROLNETFLOW_POLL_FLOOR", "200ms");

    private final ExecutorService shell = Executors.newSingleThreadExecutor();
    private final Future<Examples.Said> watch;

    private Served(Map<String, String> environment, String... words) {
        watch = shell.submit(() -> Examples.flow(environment, words));
    }

    static Served start(Map<String, String> environment, String... words) {
        return new Served(environment, words);
    }

    /** With the embedded server. */
    static Served watch(Path example) {
        return new Served(QUICK, "watch", example.toString());
    }

    /** @param api instead of the embedded server */
    static Served watch(Path example, EmbeddedServer api) {
        Map<String, String> environment = new HashMap<>(QUICK);
        environment.put("WAVESPEED_BASE_URL", api.baseUrl());
        environment.put("WAVESPEED_API_KEY", "test-key");
        return new Served(environment, "watch", example.toString());
    }

    /** Waits until it is so. When it takes too long, or the program ends before, the test fails with what the program said. */
    Served until(Callable<Boolean> what) throws Exception {
        try {
            await().atMost(PATIENCE).until(() -> watch.isDone() || what.call());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not after " + PATIENCE + ": " + stop(), e);
        }
        if (watch.isDone()) {
            throw new AssertionError("ended by itself: " + watch.get());
        }
        return this;
    }

    /** Ends it, and tells what it said; its exit code is 130 when it served until now. */
    Examples.Said stop() throws Exception {
        shell.shutdownNow();
        return watch.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        shell.shutdownNow();
    }
}
