package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.image.Picture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Does honestly, without a model, something of the form that a model would do. The same inputs give the same products. Thread-safe. */
public interface StandIn {
    /** The inputs that are addresses of pictures. */
    default List<String> pictures() {
        return List.of("image");
    }

    /**
     * @param inputs checked against the model's schema
     * @param pictures those of {@link #pictures} that were given, decoded
     * @throws UnmakeableProduct when it would be too large
     */
    List<Product> make(JsonNode inputs, Map<String, Picture> pictures) throws UnmakeableProduct;

    /** The picture that is always there. */
    static Picture image(Map<String, Picture> pictures) {
        return Objects.requireNonNull(pictures.get("image"), "image");
    }

    /** The one for a model; empty: there is none. */
    static Optional<StandIn> of(String model) {
        return Optional.ofNullable(
                switch (model) {
                    case "wavespeed-ai/image-upscaler" -> new Upscaler();
                    case "wavespeed-ai/image-background-remover" -> new BackgroundRemover();
                    case "wavespeed-ai/molmo2/image-captioner" -> new Captioner();
                    case "wavespeed-ai/moondream3-preview/caption" -> new DataCaptioner();
                    case "wavespeed-ai/wan-2.2/image-to-video" -> new ImageToVideo();
                    default -> null;
                });
    }
}
