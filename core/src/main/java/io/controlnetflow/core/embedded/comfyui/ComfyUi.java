package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.books.EmbeddedUnavailable;
import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.RenderStopped;
import io.controlnetflow.core.embedded.render.Rendered;
import io.controlnetflow.core.embedded.render.Renderer;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Renders by a ComfyUI server. A prediction is one prompt there; when ComfyUI is down it waits. Nobody checks the pictures:
 * no flag is ever set. Several images of one request are one batch, drawn with one seed. Thread-safe.
 */
public final class ComfyUi implements Renderer {
    private static final int FAILED = 1405;

    private final ComfyUiSettings settings;
    private final Comfy comfy;
    private final Patience patience;
    private volatile boolean checked;
    private volatile Optional<String> silent = Optional.empty();

    private ComfyUi(ComfyUiSettings settings) {
        this.settings = settings;
        this.comfy = new Comfy(settings);
        this.patience = new Patience(settings.server(), settings.pollEvery());
    }

    /**
     * Looks whether ComfyUI has the models. When it does not answer it is looked at again before the first prompt.
     *
     * @throws EmbeddedUnavailable when it answers and something is missing: what, and what is there
     */
    public static ComfyUi open(ComfyUiSettings settings) {
        ComfyUi opened = new ComfyUi(settings);
        try {
            List<String> missing = opened.missing();
            if (!missing.isEmpty()) {
                throw new EmbeddedUnavailable(opened.told(missing));
            }
            opened.checked = true;
        } catch (IOException e) {
            opened.silent = Optional.of(
                    "comfyui: " + settings.server() + ": does not answer (" + e + "); predictions wait until it does");
        }
        return opened;
    }

    /** What to tell whoever started it: that ComfyUI does not answer yet. */
    public Optional<String> silent() {
        return silent;
    }

    @Override
    public int places() {
        return settings.atOnce();
    }

    @Override
    public Rendered render(RenderRequest request, Errand errand) throws RenderFailed, RenderStopped {
        Journey journey = new Journey(comfy, patience, settings, request, errand);
        if (journey.fresh() && !checked) {
            List<String> missing = patience.ask(errand, this::missing);
            if (!missing.isEmpty()) {
                throw new RenderFailed(FAILED, told(missing));
            }
            checked = true;
        }
        return journey.run();
    }

    private List<String> missing() throws IOException {
        return new Inventory(comfy).missing(sample(settings.models()));
    }

    private String told(List<String> missing) {
        return "comfyui: " + settings.server() + ": " + String.join("; ", missing);
    }

    private static JsonNode sample(ComfyModels models) {
        RenderRequest any = new RenderRequest(
                "", new byte[0], Size.DEFAULT, 28, 3.5, 0.7, 0, 0.8, List.of(), 0, 1, OutputFormat.PNG);
        return FluxGraph.of(any, models, List.of(), "any.png", Saved.prefix("any"));
    }
}
