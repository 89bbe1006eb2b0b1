package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.books.EmbeddedUnavailable;
import io.controlnetflow.core.embedded.comfyui.ComfyUi;
import io.controlnetflow.core.embedded.comfyui.ComfyUiSettings;
import io.controlnetflow.core.embedded.painter.Painter;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.app.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flow serve-api}. */
@Command(
        name = "serve-api",
        description = {
            "Serves the embedded API alone, for other clients and for rehearsing.",
            "It listens on this machine only, takes any key, and keeps its books in the state folder.",
            "Its pictures are painted previews, or come from a ComfyUI of your own."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow serve-api --port 8088",
            "  flow serve-api --port 8088 --rehearse submit:reset-after=0.1,seed=7 --generation-time 2s..9s",
            "  flow serve-api --port 8089 --renderer comfyui=http://127.0.0.1:8188",
            "  WAVESPEED_BASE_URL=http://127.0.0.1:8088 WAVESPEED_API_KEY=any flow run shop"
        })
public final class ServeApiVerb extends Verb {
    private static final int MOST = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port on 127.0.0.1. Default: the one it had, or a free one.")
    private int port;

    @Mixin
    private RendererOptions renderer = new RendererOptions();

    public ServeApiVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.STATE, Setting.ACCOUNT_LEVEL, Setting.REHEARSE, Setting.GENERATION_TIME);
    }

    @Override
    int perform() throws InterruptedException {
        if (port < 0 || port > MOST) {
            throw new Refusal("--port: " + port + " is outside 0 to " + MOST);
        }
        Path state = Settings.state(new Place(Words.here(), List.of()), sources());
        Optional<ComfyUiSettings> gpu = renderer.comfyUi();
        EmbeddedSettings settings =
                settings(Settings.embedded(sources(), state).withPort(port), state, gpu.isPresent());
        Session.prepare(state, null);
        try (EmbeddedServer server = EmbeddedServer.start(settings, renderer(gpu));
                Interrupt interrupt = Interrupt.on(() -> {})) {
            console()
                    .say("The API is served at " + server.baseUrl() + ", books in " + Words.near(settings.folder())
                            + "; Ctrl-C ends it");
            if (asJson()) {
                console().result(Json.object().put("base_url", server.baseUrl()).put("port", server.port()));
            }
            interrupt.await();
            return ExitCode.INTERRUPTED;
        } catch (EmbeddedUnavailable e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** Pictures of a GPU have books of their own, and take the time that they take. */
    private EmbeddedSettings settings(EmbeddedSettings embedded, Path state, boolean gpu) {
        if (!gpu) {
            return embedded;
        }
        EmbeddedSettings own = embedded.withFolder(state.resolve("comfyui"));
        return sources().find(Setting.GENERATION_TIME).isPresent()
                ? own
                : own.withGenerationTime(Duration.ZERO, Duration.ZERO);
    }

    private Renderer renderer(Optional<ComfyUiSettings> gpu) {
        if (gpu.isEmpty()) {
            return new Painter();
        }
        ComfyUi comfyUi = ComfyUi.open(gpu.get());
        comfyUi.silent().ifPresent(console()::say);
        return comfyUi;
    }
}
