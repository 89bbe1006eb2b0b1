package io.controlnetflow.core.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** The contract holds for the embedded server with its painter. */
class PainterContractTest extends ApiContract {
    @SuppressWarnings("NullAway.Init") // made by start
    private EmbeddedServer server;

    @Override
    String start(Path state) {
        server = EmbeddedServer.start(
                EmbeddedSettings.in(state).withGenerationTime(Duration.ofMillis(20), Duration.ofMillis(60)));
        return server.baseUrl();
    }

    @Override
    void stop() {
        server.close();
    }
}
