package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.image.Picture;
import java.util.List;
import java.util.Map;

/** As {@link Captioner}, but answers with an object, as that model does. */
final class DataCaptioner implements StandIn {
    @Override
    public List<Product> make(JsonNode inputs, Map<String, Picture> pictures) {
        Measured.Detail detail =
                switch (inputs.path("length").asText("normal")) {
                    case "short" -> Measured.Detail.LOW;
                    case "long" -> Measured.Detail.HIGH;
                    default -> Measured.Detail.MEDIUM;
                };
        return List.of(new Product.Value(
                JsonNodeFactory.instance.objectNode().put("caption", Measured.of(StandIn.image(pictures), detail))));
    }
}
