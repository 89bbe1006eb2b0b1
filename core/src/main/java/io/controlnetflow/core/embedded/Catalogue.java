package io.controlnetflow.core.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** The models with their schemas and prices, as the API lists them. */
final class Catalogue {
    private final Map<String, ObjectNode> models = new LinkedHashMap<>();

    Catalogue() {
        try (InputStream in = Catalogue.class.getResourceAsStream("models.json")) {
            if (in == null) {
                throw new IllegalStateException("models.json is missing from the jar");
            }
            for (JsonNode model : Json.read(in.readAllBytes())) {
                models.put(model.path("model_id").asText(), (ObjectNode) model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON schema of a model's inputs. */
    Optional<JsonNode> schema(String model) {
        return Optional.ofNullable(models.get(model))
                .map(m -> m.path("api_schema").path("api_schemas").path(0).path("request_schema"));
    }

    /** USD; a number of images that makes no sense counts as one. */
    BigDecimal price(String model, JsonNode inputs) {
        int images = inputs.path("num_images").asInt(1);
        return basePrice(model).multiply(BigDecimal.valueOf(images >= 1 && images <= 4 ? images : 1));
    }

    private BigDecimal basePrice(String model) {
        ObjectNode known = models.get(model);
        if (known == null) {
            throw unknown(model);
        }
        return new BigDecimal(known.path("base_price").asText());
    }

    static Refusal unknown(String model) {
        return new Refusal(404, "model not found: " + model);
    }

    Reply list(Request request, String caller, Matcher path) {
        ArrayNode all = Json.array();
        for (ObjectNode model : models.values()) {
            ObjectNode copy = model.deepCopy();
            ((ObjectNode) copy.path("api_schema").path("api_schemas").path(0)).put("server", request.base());
            all.add(copy);
        }
        return Reply.ok(all);
    }

    /** The current quote. */
    Reply price(Request request, String caller, Matcher path) throws IOException {
        ObjectNode body = request.json();
        String model = body.path("model_id").asText("");
        BigDecimal price = price(model, body.path("inputs"));
        return Reply.ok(Json.object()
                .put("model_id", model)
                .put("price", price)
                .put("discounted_price", price)
                .put("discount_rate", 0)
                .put("currency", "USD"));
    }

    /** The previous quote. */
    Reply pricing(Request request, String caller, Matcher path) throws IOException {
        ObjectNode body = request.json();
        String model = body.path("model_id").asText("");
        BigDecimal price = price(model, body.path("inputs"));
        return Reply.ok(
                Json.object().put("model_id", model).put("unit_price", price).put("currency", "USD"));
    }
}
