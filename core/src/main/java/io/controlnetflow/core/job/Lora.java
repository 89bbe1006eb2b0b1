package io.controlnetflow.core.job;

/**
 * One LoRA.
 *
 * @param path {@code owner/repo} or a URL of a {@code .safetensors} file; not empty
 * @param scale 0 to 4 (range: API page of flux-controlnet-union-pro-2.0)
 */
public record Lora(String path, double scale) {
    public static final double MAX_SCALE = 4.0;

    public Lora {
        if (path.isBlank()) {
            throw new InvalidField("loras[].path", "\"\"", "is empty", "name a LoRA as owner/repo or by URL");
        }
        if (!(scale >= 0 && scale <= MAX_SCALE)) {
            throw new InvalidField("loras[].scale", scale, "is outside 0 to 4", "");
        }
    }
}
