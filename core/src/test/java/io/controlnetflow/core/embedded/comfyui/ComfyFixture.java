package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.LooseErrand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.RenderStopped;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.job.OutputFormat;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A renderer before a scripted ComfyUI. */
abstract class ComfyFixture {
    static final String OURS = "00112233-4455-6677-8899-aabbccddeeff";

    ScriptedComfy comfy;
    final LooseErrand errand = new LooseErrand();

    @BeforeEach
    void start() throws Exception {
        comfy = new ScriptedComfy();
    }

    @AfterEach
    void stop() {
        comfy.close();
    }

    ComfyUiSettings settings() {
        return ComfyUiSettings.at(comfy.uri())
                .withPace(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofSeconds(10));
    }

    Rendered render(RenderRequest request) throws RenderFailed, RenderStopped {
        return ComfyUi.open(settings()).render(request, errand);
    }

    Rendered renderOne() throws RenderFailed, RenderStopped {
        return render(Asked.of(1, OutputFormat.PNG));
    }

    CompletableFuture<Rendered> later() {
        return later(ComfyUi.open(settings()));
    }

    CompletableFuture<Rendered> later(ComfyUi renderer) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return renderer.render(Asked.of(1, OutputFormat.PNG), errand);
            } catch (RenderFailed | RenderStopped e) {
                throw new CompletionException(e);
            }
        });
    }
}
