package io.controlnetflow.core.embedded.comfyui;

import org.jspecify.annotations.Nullable;

/**
 * The files that ComfyUI is to load, by the names that ComfyUI lists, and how it samples.
 *
 * @param checkpoint one file with model, text encoders and VAE; null: the four files below
 * @param unet FLUX.1-dev in {@code models/diffusion_models}
 * @param weightType how the UNET's weights are kept: {@code default}, {@code fp8_e4m3fn}, ...
 * @param clip the CLIP-L text encoder in {@code models/text_encoders}
 * @param t5 the T5-XXL text encoder in {@code models/text_encoders}
 * @param vae in {@code models/vae}
 * @param controlNet FLUX.1-dev-ControlNet-Union-Pro-2.0 in {@code models/controlnet}
 * @param sampler ComfyUI's word, as {@code euler}
 * @param scheduler ComfyUI's word, as {@code simple}
 */
public record ComfyModels(
        @Nullable String checkpoint,
        String unet,
        String weightType,
        String clip,
        String t5,
        String vae,
        String controlNet,
        String sampler,
        String scheduler) {
    /** The file names under which the models are commonly kept. */
    public static final ComfyModels DEFAULT = new ComfyModels(
            null,
            "flux1-dev.safetensors",
            "default",
            "clip_l.safetensors",
            "t5xxl_fp16.safetensors",
            "ae.safetensors",
            "FLUX.1-dev-ControlNet-Union-Pro-2.0.safetensors",
            "euler",
            "simple");
}
