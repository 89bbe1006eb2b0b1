package io.controlnetflow.core.pace;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.GenerationRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Prices in USD that the vendor's pages name. A floor: the provider's own quote may be higher. A model that is not here has
 * no known price.
 */
public final class Prices {
    /** One picture of the ControlNet model. */
    public static final BigDecimal CONTROLNET_IMAGE = new BigDecimal("0.03");

    private static final Map<String, BigDecimal> PER_REQUEST = Map.of(
            "wavespeed-ai/image-upscaler", new BigDecimal("0.01"),
            "topaz/image/upscale", new BigDecimal("0.10"),
            "wavespeed-ai/molmo2/image-captioner", new BigDecimal("0.002"),
            "wavespeed-ai/moondream3-preview/caption", new BigDecimal("0.005"),
            "wavespeed-ai/z-image-turbo/controlnet", new BigDecimal("0.05"));

    private static final String VIDEO = "wavespeed-ai/wan-2.1/i2v-720p";
    private static final int SHORT_VIDEO = 5;

    private Prices() {}

    /** The price of a request to the ControlNet model: pictures times their price. */
    public static BigDecimal of(GenerationRequest request) {
        return CONTROLNET_IMAGE.multiply(BigDecimal.valueOf(request.numImages()));
    }

    /** The price of a request to any model; empty when it is not known. */
    public static Optional<BigDecimal> quote(String model, JsonNode inputs) {
        if (model.equals(GenerationRequest.MODEL)) {
            int images = Math.max(1, inputs.path("num_images").asInt(1));
            return Optional.of(CONTROLNET_IMAGE.multiply(BigDecimal.valueOf(images)));
        }
        if (model.equals(VIDEO)) {
            boolean brief = inputs.path("duration").asInt(SHORT_VIDEO) <= SHORT_VIDEO;
            return Optional.of(new BigDecimal(brief ? "0.30" : "0.45"));
        }
        return Optional.ofNullable(PER_REQUEST.get(model));
    }
}
