package io.controlnetflow.core.job;

import java.util.List;

/**
 * One request for pictures, every parameter resolved. Immutable.
 *
 * @param prompt the positive prompt; not blank
 * @param controlImage a finished control map: a URL, or {@code sha256:<64 hex>} for bytes held in the artifact store
 * @param size pixels
 * @param numInferenceSteps 1 to 50
 * @param guidanceScale 0 to 20
 * @param controlnetConditioningScale 0 to 2
 * @param controlGuidanceStart 0 to 1, fraction of the steps
 * @param controlGuidanceEnd 0 to 1, fraction of the steps, not before the start
 * @param loras at most 3
 * @param seed 0 to 2147483647; already drawn or derived
 * @param numImages 1 to 4
 * @param outputFormat the format of the pictures
 */
public record GenerationRequest(
        String prompt,
        String controlImage,
        Size size,
        int numInferenceSteps,
        double guidanceScale,
        double controlnetConditioningScale,
        double controlGuidanceStart,
        double controlGuidanceEnd,
        List<Lora> loras,
        int seed,
        int numImages,
        OutputFormat outputFormat) {
    public static final String MODEL = "wavespeed-ai/flux-controlnet-union-pro-2.0";
    public static final int MAX_LORAS = 3;

    /** Checks every range; each comes from the API page of flux-controlnet-union-pro-2.0. */
    public GenerationRequest {
        if (prompt.isBlank()) {
            throw new InvalidField("prompt", "\"\"", "is empty", "say what the picture should show");
        }
        if (controlImage.isBlank()) {
            throw new InvalidField("control_image", "\"\"", "is empty", "name a control map by URL or path");
        }
        range("num_inference_steps", numInferenceSteps, 1, 50);
        range("guidance_scale", guidanceScale, 0, 20);
        range("controlnet_conditioning_scale", controlnetConditioningScale, 0, 2);
        range("control_guidance_start", controlGuidanceStart, 0, 1);
        range("control_guidance_end", controlGuidanceEnd, 0, 1);
        range("num_images", numImages, 1, 4);
        range("seed", seed, 0, Integer.MAX_VALUE);
        if (controlGuidanceStart > controlGuidanceEnd) {
            throw new InvalidField(
                    "control_guidance_start",
                    controlGuidanceStart,
                    "is after control_guidance_end " + controlGuidanceEnd,
                    "");
        }
        loras = List.copyOf(loras);
        if (loras.size() > MAX_LORAS) {
            throw new InvalidField("loras", loras.size() + " items", "are more than " + MAX_LORAS, "");
        }
    }

    private static void range(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidField(field, number(value), "is outside " + number(min) + " to " + number(max), "");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
