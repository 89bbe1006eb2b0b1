package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.data;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static io.controlnetflow.core.embedded.Caller.json;
import static io.controlnetflow.core.embedded.Caller.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.embedded.render.TinyPicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.Output;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.Signature;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What everything that serves the API must do, whoever makes the pictures, so that one client fits all. */
abstract class ApiContract {
    private static final byte[] MAP = TinyPicture.png("map");

    @TempDir
    Path folder;

    private String base = "";
    private Caller caller;

    /** Starts what is tested, and returns its base URL. */
    abstract String start(Path state) throws Exception;

    abstract void stop() throws Exception;

    @BeforeEach
    void startAll() throws Exception {
        base = start(folder);
        caller = new Caller(base, "test-key");
    }

    @AfterEach
    void stopAll() throws Exception {
        stop();
    }

    private ObjectNode asked() throws Exception {
        return inputs(caller.upload(MAP)).put("size", "256*256").put("seed", 7);
    }

    private static <T> T ok(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Ok.class);
        return ((Answer.Ok<T>) answer).value();
    }

    private static Prediction prediction(HttpResponse<byte[]> response) {
        return ok(ApiReader.prediction(response.statusCode(), Body.of(response.body())));
    }

    @Test
    void answersASubmitWithAnIdAndNothingYet() throws Exception {
        HttpResponse<byte[]> answer = caller.post(MODEL, asked().toString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode created = data(answer);
        assertThat(created.path("id").asText()).matches("[A-Za-z0-9_-]{4,128}");
        assertThat(created.path("model").asText()).isEqualTo("wavespeed-ai/flux-controlnet-union-pro-2.0");
        assertThat(created.path("status").asText()).isEqualTo("created");
        assertThat(created.path("outputs")).isEmpty();
        assertThat(created.path("error").asText()).isEmpty();
        assertThat(created.path("urls").path("get").asText())
                .isEqualTo(base + "/api/v3/predictions/" + created.path("id").asText() + "/result");
        assertThat(Instant.parse(created.path("created_at").asText())).isAfter(Instant.EPOCH);
        assertThat(prediction(answer).status().terminal()).isFalse();
    }

    @Test
    void completesWithPicturesThatAreFetchedWithoutAKey() throws Exception {
        String id = caller.submit(asked());
        caller.ended(id);
        Prediction done = prediction(caller.get("/api/v3/predictions/" + id + "/result"));
        assertThat(done.status().completed()).isTrue();
        assertThat(done.error()).isEmpty();
        assertThat(done.flagged(0)).isFalse();
        assertThat(done.outputs()).singleElement().isInstanceOfSatisfying(Output.Url.class, url -> {
            HttpResponse<byte[]> file = fetched(url.url());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(t -> assertThat(t).startsWith("image/"));
            assertThat(Pictures.probe(file.body()).width()).isPositive();
        });
        JsonNode raw = caller.result(id);
        assertThat(raw.path("has_nsfw_contents")).hasSize(1);
        assertThat(raw.path("timings").path("inference").isIntegralNumber()).isTrue();
    }

    private HttpResponse<byte[]> fetched(String url) {
        try {
            return caller.download(url);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void servesTheResultUnderAllThreePaths() throws Exception {
        String id = caller.submit(asked());
        JsonNode done = caller.ended(id);
        assertThat(data(caller.get("/api/v3/predictions/" + id))).isEqualTo(done);
        assertThat(data(caller.get("/api/v2/predictions/" + id + "/result"))).isEqualTo(done);
    }

    @Test
    void failsAPredictionWhoseControlImageIsNotThere() throws Exception {
        String id = caller.submit(inputs(base + "/files/uploads/0123456789abcdef0123456789abcdef/x.png"));
        caller.ended(id);
        Prediction failed = prediction(caller.get("/api/v3/predictions/" + id + "/result"));
        assertThat(failed.status().terminal()).isTrue();
        assertThat(failed.status().completed()).isFalse();
        assertThat(failed.outputs()).isEmpty();
        assertThat(failed.code()).isEqualTo(1402);
        assertThat(failed.problem()).contains("could not be fetched");
    }

    @Test
    void waitsInSyncModeUntilTheResultIsThere() throws Exception {
        Prediction done = prediction(
                caller.post(MODEL, asked().put("enable_sync_mode", true).toString()));
        assertThat(done.status().completed()).isTrue();
        assertThat(done.outputs()).hasSize(1);
    }

    @Test
    void answersNakedBase64WhenAsked() throws Exception {
        String id = caller.submit(asked().put("enable_base64_output", true));
        String picture = caller.ended(id).path("outputs").path(0).asText();
        assertThat(Pictures.probe(Base64.getDecoder().decode(picture)).width()).isPositive();
    }

    @Test
    void refusesBase64WithAWebhookInItsOwnForm() throws Exception {
        HttpResponse<byte[]> answer = caller.post(
                MODEL + "?webhook=https%3A%2F%2Fexample.com%2Fcb",
                asked().put("enable_base64_output", true).toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).contains("webhook callback does not support base64 output");
        assertThat(json(answer).has("code")).isFalse();
    }

    @Test
    void refusesWithTheSameCodeInStatusAndEnvelope() throws Exception {
        Map<HttpResponse<byte[]>, Integer> refused = Map.of(
                caller.post(MODEL, "{\"control_image\":\"http://127.0.0.1:1/x.png\"}"), 400,
                caller.send(caller.request("/api/v3/balance")), 401,
                caller.post("/api/v3/nobody/nothing", "{}"), 404,
                caller.get("/api/v3/predictions/0123456789abcdef0123456789abcdef/result"), 404);
        for (Map.Entry<HttpResponse<byte[]>, Integer> one : refused.entrySet()) {
            assertThat(one.getKey().statusCode()).isEqualTo(one.getValue());
            assertThat(json(one.getKey()).path("code").asInt()).isEqualTo(one.getValue());
            assertThat(message(one.getKey())).isNotEmpty();
        }
    }

    @Test
    void callsBackSignedAndWithoutTheEnvelope() throws Exception {
        CompletableFuture<HttpRequestSeen> seen = new CompletableFuture<>();
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        target.createContext("/", exchange -> {
            seen.complete(new HttpRequestSeen(
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
        try {
            String hook = "http://127.0.0.1:" + target.getAddress().getPort() + "/cb";
            String id = data(caller.post(
                            MODEL + "?webhook=" + URLEncoder.encode(hook, StandardCharsets.UTF_8), asked().toString()))
                    .path("id")
                    .asText();
            HttpRequestSeen call = seen.get(30, TimeUnit.SECONDS);
            Prediction told = ok(ApiReader.webhook(Body.of(call.body())));
            assertThat(told.id()).isEqualTo(id);
            assertThat(told.status().completed()).isTrue();
            assertThat(told.input()).isNotNull();
            HttpResponse<byte[]> secret = caller.get("/api/v3/webhook/secret");
            assertThat(Signature.verify(
                            ok(ApiReader.secret(secret.statusCode(), Body.of(secret.body()))),
                            call.header("Webhook-id"),
                            call.header("Webhook-timestamp"),
                            call.header("Webhook-signature"),
                            call.body(),
                            Instant.now()))
                    .isTrue();
        } finally {
            target.stop(0);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record HttpRequestSeen(Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    @Test
    void listsWhatWasAskedForWithItsInputsAndDeletesIt() throws Exception {
        String id = caller.submit(asked());
        caller.ended(id);
        HttpResponse<byte[]> plain = caller.post("/api/v3/predictions", "{\"page\":1,\"page_size\":100}");
        assertThat(ok(ApiReader.list(plain.statusCode(), Body.of(plain.body()))).items())
                .extracting(Prediction::id)
                .contains(id);
        HttpResponse<byte[]> full = caller.post("/api/v3/predictions", "{\"include_inputs\":true}");
        assertThat(ok(ApiReader.list(full.statusCode(), Body.of(full.body()))).items())
                .filteredOn(p -> p.id().equals(id))
                .singleElement()
                .satisfies(p -> assertThat(
                                Objects.requireNonNull(p.input()).path("prompt").asText())
                        .isEqualTo("a quiet harbour"));
        assertThat(data(caller.post("/api/v3/predictions/delete", "{\"ids\":[\"" + id + "\"]}"))
                        .path("deleted_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void tellsBalanceModelsAndPrices() throws Exception {
        HttpResponse<byte[]> balance = caller.get("/api/v3/balance");
        assertThat(ok(ApiReader.balance(balance.statusCode(), Body.of(balance.body()))))
                .isPositive();
        HttpResponse<byte[]> models = caller.get("/api/v3/models");
        assertThat(ok(ApiReader.models(models.statusCode(), Body.of(models.body()))))
                .filteredOn(m -> MODEL.endsWith(m.id()))
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.basePrice()).isEqualByComparingTo("0.03");
                    assertThat(Objects.requireNonNull(m.requestSchema()).path("required"))
                            .hasSize(2);
                });
        String asked = "{\"model_id\":\"" + MODEL.substring("/api/v3/".length()) + "\",\"inputs\":{\"num_images\":4}}";
        HttpResponse<byte[]> price = caller.post("/api/v3/model/price", asked);
        assertThat(ok(ApiReader.price(price.statusCode(), Body.of(price.body())))
                        .price())
                .isEqualByComparingTo("0.12");
        assertThat(data(caller.post("/api/v3/model/pricing", asked))
                        .path("unit_price")
                        .decimalValue())
                .isEqualByComparingTo("0.12");
    }

    @Test
    void takesUploadsByTicketAndAsAForm() throws Exception {
        assertThat(fetched(caller.upload(MAP)).statusCode()).isEqualTo(200);
        String form = String.join(
                "\r\n",
                "--XyZ",
                "Content-Disposition: form-data; name=\"file\"; filename=\"map.png\"",
                "Content-Type: image/png",
                "",
                "x",
                "--XyZ--",
                "");
        HttpResponse<byte[]> answer = caller.send(caller.request("/api/v3/media/upload/binary")
                .header("Authorization", "Bearer k")
                .header("Content-Type", "multipart/form-data; boundary=XyZ")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(ok(ApiReader.uploaded(answer.statusCode(), Body.of(answer.body())))
                        .downloadUrl())
                .startsWith(base);
    }
}
