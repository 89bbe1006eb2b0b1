package io.controlnetflow.core.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.image.Picture;
import java.util.List;
import java.util.Map;

/** Says what can be measured, as text: it does not see what a picture shows. */
final class Captioner implements StandIn {
    @Override
    public List<Product> make(JsonNode inputs, Map<String, Picture> pictures) {
        Measured.Detail detail =
                switch (inputs.path("detail_level").asText("medium")) {
                    case "low" -> Measured.Detail.LOW;
                    case "high" -> Measured.Detail.HIGH;
                    default -> Measured.Detail.MEDIUM;
                };
        return List.of(new Product.Value(TextNode.valueOf(Measured.of(StandIn.image(pictures), detail))));
    }
}
