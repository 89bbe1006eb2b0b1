package io.controlnetflow.core.embedded;

import io.controlnetflow.core.embedded.comfyui.ComfyUi;
import io.controlnetflow.core.embedded.comfyui.ComfyUiSettings;
import io.controlnetflow.core.embedded.comfyui.ScriptedComfy;
import java.nio.file.Path;
import java.time.Duration;

/** The contract holds for the embedded server with a ComfyUI behind it. */
class ComfyUiContractTest extends ApiContract {
    @SuppressWarnings("NullAway.Init") // made by start
    private ScriptedComfy comfy;

    @SuppressWarnings("NullAway.Init") // made by start
    private EmbeddedServer server;

    @Override
    String start(Path state) throws Exception {
        comfy = new ScriptedComfy();
        server = EmbeddedServer.start(
                EmbeddedSettings.in(state).withGenerationTime(Duration.ZERO, Duration.ZERO),
                ComfyUi.open(ComfyUiSettings.at(comfy.uri())
                        .withPace(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofSeconds(10))));
        return server.baseUrl();
    }

    @Override
    void stop() {
        server.close();
        comfy.close();
    }
}
