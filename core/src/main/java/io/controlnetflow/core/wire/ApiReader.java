package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the API's answers: HTTP status and body in, records out. Tolerant: never throws, whatever the body. */
public final class ApiReader {
    private ApiReader() {}

    /** State and result of one prediction. */
    public static Answer<Prediction> prediction(int status, Body body) {
        return prediction(status, null, body);
    }

    /** State and result of one prediction, with the {@code Retry-After} header. */
    public static Answer<Prediction> prediction(int status, @Nullable String retryAfter, Body body) {
        return Envelope.read(status, body)
                .answer(RetryAfter.of(retryAfter).orElse(null), PredictionReader::read, "the prediction");
    }

    /** The body of a webhook: the prediction without an envelope. Verify its signature first. */
    public static Answer<Prediction> webhook(Body body) {
        // not as an envelope: the prediction's own code would be taken for the envelope's
        return Optional.ofNullable(body.tree())
                .map(said -> said.path("data").isObject() ? said.path("data") : said)
                .flatMap(PredictionReader::read)
                .<Answer<Prediction>>map(Answer.Ok::new)
                .orElseGet(() -> new Answer.Unreadable<>(200, "the webhook holds no prediction"));
    }

    /** One page of the list. */
    public static Answer<PredictionPage> list(int status, Body body) {
        return Envelope.read(status, body).answer(null, ApiReader::page, "the list of predictions");
    }

    public static Answer<UploadTicket> ticket(int status, Body body) {
        return Envelope.read(status, body).answer(null, ApiReader::ticket, "the upload ticket");
    }

    /** The answer to the multipart upload. */
    public static Answer<Uploaded> uploaded(int status, Body body) {
        return Envelope.read(status, body)
                .answer(
                        null,
                        data -> Optional.of(Json.text(data, "download_url"))
                                .filter(url -> !url.isEmpty())
                                .map(url -> new Uploaded(
                                        Json.text(data, "type"),
                                        url,
                                        Json.text(data, "filename"),
                                        Json.millis(data, "size"))),
                        "the answer to the upload");
    }

    /** USD. */
    public static Answer<BigDecimal> balance(int status, Body body) {
        return Envelope.read(status, body).answer(null, data -> decimal(data.get("balance")), "the balance");
    }

    /** A quote, from the current or the previous path. */
    public static Answer<PriceQuote> price(int status, Body body) {
        return Envelope.read(status, body).answer(null, ApiReader::quote, "the price");
    }

    public static Answer<List<ModelInfo>> models(int status, Body body) {
        return Envelope.read(status, body).answer(null, ApiReader::catalogue, "the catalogue");
    }

    /** The signing secret, with its prefix. */
    public static Answer<String> secret(int status, Body body) {
        return Envelope.read(status, body)
                .answer(
                        null,
                        data -> Optional.of(Json.text(data, "secret")).filter(s -> !s.isEmpty()),
                        "the webhook secret");
    }

    /** A prediction as {@link PredictionWriter} wrote it into the ledger. */
    public static Prediction stored(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8))
                .flatMap(PredictionReader::read)
                .orElseThrow(() -> new IllegalArgumentException("not a stored prediction"));
    }

    private static Optional<PredictionPage> page(JsonNode data) {
        JsonNode items = data.isArray() ? data : data.get("items");
        if (items == null || items.isNull()) {
            return Optional.empty();
        }
        List<Prediction> read = new ArrayList<>();
        items.forEach(item -> PredictionReader.read(item).ifPresent(read::add));
        return Optional.of(new PredictionPage(Json.whole(data, "page", 1), read, items.size() - read.size()));
    }

    private static Optional<UploadTicket> ticket(JsonNode data) {
        JsonNode upload = data.get("upload");
        String url = Json.text(upload, "url");
        String download = Json.text(data, "download_url");
        if (upload == null || url.isEmpty() || download.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode given = upload.get("headers");
        if (given != null) {
            given.fieldNames().forEachRemaining(name -> headers.put(name, Json.text(given, name)));
        }
        String method = Json.text(upload, "method");
        return Optional.of(new UploadTicket(download, method.isEmpty() ? "PUT" : method, url, headers));
    }

    private static Optional<PriceQuote> quote(JsonNode data) {
        Optional<BigDecimal> price = decimal(data.get("price")).or(() -> decimal(data.get("unit_price")));
        String currency = Json.text(data, "currency");
        return price.map(p -> new PriceQuote(
                Json.text(data, "model_id"),
                p,
                decimal(data.get("discounted_price")).orElse(p),
                currency.isEmpty() ? "USD" : currency));
    }

    private static Optional<List<ModelInfo>> catalogue(JsonNode data) {
        if (!data.isArray()) {
            return Optional.empty();
        }
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : data) {
            models.add(new ModelInfo(
                    Json.text(model, "model_id"),
                    Json.text(model, "name"),
                    Json.text(model, "description"),
                    Json.text(model, "type"),
                    decimal(model.get("base_price")).orElse(null),
                    schema(model)));
        }
        return Optional.of(models);
    }

    private static @Nullable JsonNode schema(JsonNode model) {
        for (JsonNode schema : model.path("api_schema").path("api_schemas")) {
            if (Json.text(schema, "type").equals("model_run") && schema.has("request_schema")) {
                return schema.get("request_schema");
            }
        }
        return null;
    }

    private static Optional<BigDecimal> decimal(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
