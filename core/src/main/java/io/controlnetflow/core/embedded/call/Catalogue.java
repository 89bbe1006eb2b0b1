package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Refusal;
import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** The models with their schemas and prices, as the API lists them. */
public final class Catalogue {
    /** Ours alone: by input and value, what the base price is multiplied by. */
    private static final String FACTORS = "factors";

    private final Map<String, ObjectNode> models = new LinkedHashMap<>();

    public Catalogue() {
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

    /** USD: the base price times a factor for each input that counts; a value that makes no sense counts as one. */
    BigDecimal price(String model, JsonNode inputs) {
        ObjectNode known = models.get(model);
        if (known == null) {
            throw unknown(model);
        }
        BigDecimal price = new BigDecimal(known.path("base_price").asText());
        for (Map.Entry<String, JsonNode> input : known.path(FACTORS).properties()) {
            String value = inputs.path(input.getKey()).asText();
            price = price.multiply(new BigDecimal(input.getValue().path(value).asText("1")));
        }
        return price;
    }

    static Refusal unknown(String model) {
        return new Refusal(404, "model not found: " + model);
    }

    Reply list(Request request, String caller, Matcher path) {
        ArrayNode all = Json.array();
        for (ObjectNode model : models.values()) {
            ObjectNode copy = model.deepCopy().without(FACTORS);
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
