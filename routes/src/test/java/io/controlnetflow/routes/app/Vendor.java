package io.controlnetflow.routes.app;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A server of the API that is not the program's own: it wants a key, is quick, and keeps its own books. */
final class Vendor {
    private static final Duration SOON = Duration.ofMillis(50);

    private Vendor() {}

    static EmbeddedServer in(Path folder, String key) {
        return EmbeddedServer.start(settings(folder, key));
    }

    static EmbeddedSettings settings(Path folder, String key) {
        return EmbeddedSettings.in(folder.resolve("api"))
                .withKeys(Set.of(key))
                .withRenderless(true)
                .withGenerationTime(SOON, SOON);
    }
}
