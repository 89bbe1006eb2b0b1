package io.controlnetflow.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiReaderTest {
    @Test
    void readsACreatedPrediction() {
        Prediction created = ok(ApiReader.prediction(200, recorded("created.json")));

        assertThat(created.id()).isEqualTo("e6832d4abffb4d79bfbca19783fca133");
        assertThat(created.model()).isEqualTo("wavespeed-ai/flux-controlnet-union-pro-2.0");
        assertThat(created.status()).isEqualTo(Status.CREATED);
        assertThat(created.createdAt()).isEqualTo(Instant.parse("2026-11-22T11:31:00.948268264Z"));
        assertThat(created.outputs()).isEmpty();
        assertThat(created.error()).isEmpty();
    }

    @Test
    void readsACompletedPrediction() {
        Prediction done = ok(ApiReader.prediction(200, recorded("completed.json")));

        assertThat(done.status().completed()).isTrue();
        assertThat(done.outputs())
                .containsExactly(
                        new Output.Url("https://cdn.example.net/out/1.jpeg"),
                        new Output.Url("https://cdn.example.net/out/2.jpeg"));
        assertThat(done.flagged(0)).isFalse();
        assertThat(done.flagged(1)).isTrue();
        assertThat(done.flagged(2)).isFalse();
        assertThat(done.inferenceMillis()).isEqualTo(6121);
    }

    @Test
    void readsAFailure() {
        Prediction failed = ok(ApiReader.prediction(200, recorded("failed.json")));

        assertThat(failed.status().terminal()).isTrue();
        assertThat(failed.code()).isEqualTo(1402);
        assertThat(failed.problem())
                .isEqualTo(
                        "an input picture could not be fetched by the provider (code 1402): could not download control_image");
    }

    @Test
    void readsASparsePrediction() {
        Prediction sparse = ok(ApiReader.prediction(200, recorded("sparse.json")));

        assertThat(sparse.outputs()).isEmpty();
        assertThat(sparse.nsfw()).isEmpty();
        assertThat(sparse.createdAt()).isNull();
        assertThat(sparse.error()).isEmpty();
        assertThat(sparse.problem()).isEqualTo("the provider says queued");
        assertThat(sparse.status().terminal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "created,false",
        "processing,false",
        "completed,true",
        "failed,true",
        "cancelled,true",
        "timeout,true",
        "deleted,true",
        "Completed,true",
        "queued,false",
        "in_progress,false"
    })
    void knowsTheSevenStatusesAndPollsOnForOthers(String status, boolean terminal) {
        assertThat(new Status(status).terminal()).isEqualTo(terminal);
    }

    @Test
    void tellsOutputsApart() {
        String png = Base64.getEncoder()
                .encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 1});
        String body = "{\"code\":200,\"data\":{\"id\":\"abcd1234\",\"status\":\"completed\",\"outputs\":["
                + "\"https://h.example/a.png\",\"" + png + "\",\"data:image/png;base64," + png
                + "\",\"A cat\",\"Abcd\","
                + "{\"caption\":\"A cat\"},{\"url\":\"https://h.example/b.png\"},null,\"" + "QUJD".repeat(100)
                + "\"]}}";

        assertThat(ok(ApiReader.prediction(200, body(body))).outputs())
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo(new Output.Url("https://h.example/a.png")),
                        b -> assertThat(b).isEqualTo(new Output.Base64(png)),
                        c -> assertThat(c).isEqualTo(new Output.Base64(png)),
                        d -> assertThat(d).isEqualTo(new Output.Text("A cat")),
                        e -> assertThat(e).isEqualTo(new Output.Text("Abcd")),
                        f -> assertThat(f).isInstanceOf(Output.Structured.class),
                        g -> assertThat(g).isEqualTo(new Output.Url("https://h.example/b.png")),
                        h -> assertThat(h).isInstanceOf(Output.Base64.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"created.json", "completed.json", "failed.json", "sparse.json", "captioned.json", "base64.json"})
    void losesNothingInTheLedger(String file) {
        Prediction read = ok(ApiReader.prediction(200, recorded(file)));

        assertThat(ApiReader.stored(PredictionWriter.json(read))).isEqualTo(read);
    }

    @Test
    void readsAWebhook() {
        Prediction called = ok(ApiReader.webhook(recorded("webhook.json")));

        assertThat(called.status()).isEqualTo(Status.COMPLETED);
        assertThat(called.executionMillis()).isEqualTo(8312);
        assertThat(Objects.requireNonNull(called.input()).path("prompt").asText())
                .isEqualTo("a cat");
    }

    @Test
    void readsTheTaskCodeOfAWebhookAsThePredictions() {
        Prediction failed =
                ok(ApiReader.webhook(body("{\"id\":\"p-1234\",\"status\":\"failed\",\"code\":1405,\"error\":\"no\"}")));

        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.code()).isEqualTo(1405);
    }

    @Test
    void refusesByTheEnvelopesCodeUnderHttp200() {
        assertThat(ApiReader.prediction(200, body("{\"code\":404,\"message\":\"Prediction not found\"}")))
                .isEqualTo(new Answer.Refused<>(200, 404, "Prediction not found", null));
    }

    @Test
    void readsRefusalsOfEveryForm() {
        assertThat(ApiReader.prediction(429, "3", body("{\"code\":429,\"message\":\"slow down\"}")))
                .isEqualTo(new Answer.Refused<>(429, 429, "slow down", Duration.ofSeconds(3)));
        assertThat(ApiReader.prediction(503, body("<html><title>503 Service Unavailable</title></html>")))
                .isEqualTo(new Answer.Refused<>(503, 503, "HTTP 503: 503 Service Unavailable", null));
        assertThat(ApiReader.prediction(404, body(""))).isEqualTo(new Answer.Refused<>(404, 404, "HTTP 404", null));
        assertThat(ApiReader.balance(401, body("{\"error\":{\"message\":\"bad key\"}}")))
                .isEqualTo(new Answer.Refused<>(401, 401, "bad key", null));
    }

    @ParameterizedTest
    @CsvSource({
        "429,429,true",
        "503,503,true",
        "200,500,true",
        "200,5003,true",
        "404,404,false",
        "401,401,false",
        "200,404,false"
    })
    void knowsWhichRefusalsPass(int status, int code, boolean temporary) {
        assertThat(new Answer.Refused<>(status, code, "", null).temporary()).isEqualTo(temporary);
    }

    @Test
    void readsTheListAndCountsWhatItCannotRead() {
        PredictionPage page = ok(ApiReader.list(200, recorded("list.json")));

        assertThat(page.page()).isEqualTo(1);
        assertThat(page.items()).extracting(Prediction::id).containsExactly("pred_0001", "pred_0002");
        assertThat(page.unreadable()).isEqualTo(1);
        assertThat(page.count()).isEqualTo(3);
        assertThat(page.items().get(0).input()).isNotNull();
    }

    @Test
    void readsUploadTickets() {
        UploadTicket ticket = ok(ApiReader.ticket(200, recorded("ticket.json")));

        assertThat(ticket.downloadUrl()).isEqualTo("https://cdn.example.net/up/a.png");
        assertThat(ticket.method()).isEqualTo("PUT");
        assertThat(ticket.url()).isEqualTo("https://store.example.net/put?sig=1");
        assertThat(ticket.headers()).containsEntry("Content-Type", "image/png");
    }

    @Test
    void readsTheSmallerAnswers() {
        assertThat(ok(ApiReader.balance(200, body("{\"code\":200,\"data\":{\"balance\":12.345}}"))))
                .isEqualByComparingTo("12.345");
        assertThat(ok(ApiReader.secret(200, body("{\"code\":200,\"data\":{\"secret\":\"whsec_x\"}}"))))
                .isEqualTo("whsec_x");
        assertThat(
                        ok(
                                ApiReader.price(
                                        200,
                                        body(
                                                "{\"code\":200,\"data\":{\"model_id\":\"a/b\",\"price\":0.03,\"discounted_price\":0.02}}"))))
                .isEqualTo(new PriceQuote("a/b", new BigDecimal("0.03"), new BigDecimal("0.02"), "USD"));
        assertThat(ok(ApiReader.price(
                                200,
                                body(
                                        "{\"code\":200,\"data\":{\"model_id\":\"a/b\",\"unit_price\":0.03,\"currency\":\"USD\"}}")))
                        .discounted())
                .isEqualByComparingTo("0.03");
        assertThat(
                        ok(
                                ApiReader.uploaded(
                                        200,
                                        body(
                                                "{\"code\":200,\"data\":{\"type\":\"image\",\"download_url\":\"https://h/a\",\"filename\":\"a.png\",\"size\":3}}"))))
                .isEqualTo(new Uploaded("image", "https://h/a", "a.png", 3));
        List<ModelInfo> models = ok(ApiReader.models(200, recorded("models.json")));
        assertThat(models).hasSize(2);
        assertThat(Objects.requireNonNull(models.get(0).requestSchema())
                        .path("required")
                        .get(0)
                        .asText())
                .isEqualTo("prompt");
        assertThat(models.get(1).requestSchema()).isNull();
    }

    @Property
    void survivesAnyBytes(@ForAll byte[] body, @ForAll int status) {
        Body read = Body.of(body);
        ApiReader.prediction(status, read);
        ApiReader.list(status, read);
        ApiReader.models(200, read);
        SubmitOutcomes.ofAnswer(status, null, read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"id\":{\"a\":1}}}",
                "{\"code\":\"200\",\"data\":{\"id\":\"abcd1234\",\"outputs\":{\"a\":1},\"timings\":[],\"has_nsfw_contents\":\"x\"}}",
                "{\"code\":{},\"data\":\"text\"}",
                "{\"code\":200,\"data\":{\"items\":{\"a\":1}}}",
                "{\"code\":200,\"data\":{\"id\":12345,\"created_at\":5,\"error\":[1]}}"
            })
    void survivesOddTypes(String body) {
        ApiReader.prediction(200, body(body));
        ApiReader.list(200, body(body));
        ApiReader.ticket(200, body(body));
        ApiReader.models(200, body(body));
        ApiReader.price(200, body(body));
        SubmitOutcomes.ofAnswer(200, null, body(body));
    }

    @Test
    void knowsWhichTaskCodesPass() {
        assertThat(TaskCode.all())
                .filteredOn(TaskCode::temporary)
                .extracting(TaskCode::code)
                .containsExactly(5000, 5003, 5004);
        assertThat(TaskCode.of(9999).temporary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "e6832d4abffb4d79bfbca19783fca133,true",
        "pred_0001,true",
        "abc,false",
        "a/../b,false",
        "a?b=cd,false",
        "'ab cd',false"
    })
    void letsOnlySafeIdsIntoUrls(String id, boolean safe) {
        assertThat(Ids.safe(id)).isEqualTo(safe);
    }

    private static <T> T ok(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Ok.class);
        return ((Answer.Ok<T>) answer).value();
    }

    private static Body recorded(String file) {
        try (InputStream in = Objects.requireNonNull(ApiReaderTest.class.getResourceAsStream("answers/" + file))) {
            return Body.of(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(UTF_8));
    }
}
