package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.embedded.comfyui.ComfyModels;
import io.controlnetflow.core.embedded.comfyui.ComfyUiSettings;
import io.controlnetflow.routes.app.console.Refusal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes the pictures of {@code flow serve-api}: the painter, or a ComfyUI with these models. */
final class RendererOptions {
    private static final String PAINTER = "painter";
    private static final String COMFYUI = "comfyui=";

    @Option(
            names = "--renderer",
            paramLabel = "WHO",
            description = "painter: local previews (default). comfyui=http://HOST:8188: that ComfyUI, on your own GPU.")
    private String renderer = PAINTER;

    @Option(
            names = "--comfyui-checkpoint",
            paramLabel = "FILE",
            description = "One file with FLUX.1-dev, its text encoders and its VAE, instead of the four below.")
    private @Nullable String checkpoint;

    @Option(
            names = "--comfyui-unet",
            paramLabel = "FILE",
            description = "FLUX.1-dev, as ComfyUI lists it. Default: ${DEFAULT-VALUE}")
    private String unet = ComfyModels.DEFAULT.unet();

    @Option(
            names = "--comfyui-weight-type",
            paramLabel = "TYPE",
            description = "How its weights are kept: default, fp8_e4m3fn, ... Default: ${DEFAULT-VALUE}")
    private String weightType = ComfyModels.DEFAULT.weightType();

    @Option(
            names = "--comfyui-clip",
            paramLabel = "FILE",
            description = "Text encoder CLIP-L. Default: ${DEFAULT-VALUE}")
    private String clip = ComfyModels.DEFAULT.clip();

    @Option(names = "--comfyui-t5", paramLabel = "FILE", description = "Text encoder T5-XXL. Default: ${DEFAULT-VALUE}")
    private String t5 = ComfyModels.DEFAULT.t5();

    @Option(names = "--comfyui-vae", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
    private String vae = ComfyModels.DEFAULT.vae();

    @Option(names = "--comfyui-controlnet", paramLabel = "FILE", description = "Default: ${DEFAULT-VALUE}")
    private String controlNet = ComfyModels.DEFAULT.controlNet();

    @Option(names = "--comfyui-sampler", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}")
    private String sampler = ComfyModels.DEFAULT.sampler();

    @Option(names = "--comfyui-scheduler", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}")
    private String scheduler = ComfyModels.DEFAULT.scheduler();

    @Option(
            names = "--comfyui-lora",
            paramLabel = "PATH=FILE",
            description = "The file that ComfyUI lists for a LoRA of the API (owner/repo or a URL); can be repeated."
                    + " Without it the file of that name is taken.")
    private Map<String, String> loras = new LinkedHashMap<>();

    @Option(
            names = "--comfyui-at-once",
            paramLabel = "N",
            description = "Prompts that it is given at once, 1 to 64. Default: ${DEFAULT-VALUE}")
    private int atOnce = 2;

    /** The ComfyUI that was named; empty: the painter. */
    Optional<ComfyUiSettings> comfyUi() {
        if (renderer.equals(PAINTER)) {
            return Optional.empty();
        }
        if (!renderer.startsWith(COMFYUI)) {
            throw new Refusal("--renderer: " + renderer
                    + " is neither painter nor a ComfyUI; write it like comfyui=http://127.0.0.1:8188");
        }
        try {
            return Optional.of(ComfyUiSettings.at(URI.create(renderer.substring(COMFYUI.length())))
                    .with(new ComfyModels(checkpoint, unet, weightType, clip, t5, vae, controlNet, sampler, scheduler))
                    .withLoras(loras)
                    .withAtOnce(atOnce));
        } catch (IllegalArgumentException e) {
            throw new Refusal("--renderer: " + e.getMessage());
        }
    }
}
