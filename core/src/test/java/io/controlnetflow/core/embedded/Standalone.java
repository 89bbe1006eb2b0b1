package io.controlnetflow.core.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The embedded server as a program of its own, for clients in other languages: tiny pictures, strict about keys. */
final class Standalone {
    private Standalone() {}

    /**
     * Prints the base URL and serves until it is killed.
     *
     * @param args the state folder
     */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedSettings settings = EmbeddedSettings.in(Path.of(args[0]))
                .withRenderless(true)
                .withStrictFiles(true)
                .withGenerationTime(Duration.ofMillis(100), Duration.ofMillis(300));
        EmbeddedServer server = EmbeddedServer.start(settings, Renderers.none());
        System.out.println(server.baseUrl());
        new CountDownLatch(1).await();
    }
}
