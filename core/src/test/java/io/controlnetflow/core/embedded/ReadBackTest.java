package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.render.TinyPicture;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.Output;
import io.controlnetflow.core.wire.SubmitOutcome;
import io.controlnetflow.core.wire.SubmitOutcomes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's reader understands every answer of the server. */
class ReadBackTest {
    private static final String PRICE =
            "{\"model_id\":\"wavespeed-ai/flux-controlnet-union-pro-2.0\",\"inputs\":{\"num_images\":2}}";

    @TempDir
    Path folder;

    private EmbeddedServer server;
    private Caller caller;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ContractTest.fast(folder), Renderers.none());
        caller = new Caller(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsSubmitResultAndList() throws Exception {
        var request = new GenerationRequest(
                "a pier",
                caller.upload(TinyPicture.png("map")),
                Size.DEFAULT,
                28,
                3.5,
                ControlKind.CANNY.conditioningScale(),
                0,
                0.8,
                List.of(),
                7,
                2,
                OutputFormat.PNG);
        HttpResponse<byte[]> answer = caller.post(MODEL, Inputs.of(request).toString());
        var outcome = SubmitOutcomes.ofAnswer(answer.statusCode(), null, Body.of(answer.body()));
        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
        String id = ((SubmitOutcome.Accepted) outcome).prediction().id();
        caller.ended(id);

        HttpResponse<byte[]> result = caller.get("/api/v3/predictions/" + id + "/result");
        var prediction = value(ApiReader.prediction(result.statusCode(), Body.of(result.body())));
        assertThat(prediction.status().completed()).isTrue();
        assertThat(prediction.outputs()).hasSize(2).allMatch(Output.Url.class::isInstance);

        HttpResponse<byte[]> listed = caller.post("/api/v3/predictions", "{\"include_inputs\":true}");
        var page = value(ApiReader.list(listed.statusCode(), Body.of(listed.body())));
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(id);
            assertThat(item.input()).isNotNull();
        });
        assertThat(Inputs.compare(
                        Inputs.of(request),
                        Caller.data(listed).path("items").path(0).path("inputs")))
                .isEqualTo(Inputs.Match.SAME);
    }

    @Test
    void readsRefusalsWithTheirReason() throws Exception {
        HttpResponse<byte[]> answer =
                caller.post(MODEL, inputs("http://x/y.png").put("num_images", 9).toString());
        var outcome = SubmitOutcomes.ofAnswer(answer.statusCode(), null, Body.of(answer.body()));
        assertThat(outcome).isInstanceOfSatisfying(SubmitOutcome.NotAccepted.class, no -> {
            assertThat(no.message()).isEqualTo("num_images: 9 is outside 1 to 4");
            assertThat(no.status()).isEqualTo(400);
        });
    }

    @Test
    void readsTheAccountCalls() throws Exception {
        HttpResponse<byte[]> balance = caller.get("/api/v3/balance");
        assertThat(value(ApiReader.balance(balance.statusCode(), Body.of(balance.body()))))
                .isEqualByComparingTo("10000");
        HttpResponse<byte[]> price = caller.post("/api/v3/model/price", PRICE);
        assertThat(value(ApiReader.price(price.statusCode(), Body.of(price.body())))
                        .discounted())
                .isEqualByComparingTo("0.06");
        HttpResponse<byte[]> pricing = caller.post("/api/v3/model/pricing", PRICE);
        assertThat(value(ApiReader.price(pricing.statusCode(), Body.of(pricing.body())))
                        .discounted())
                .isEqualByComparingTo("0.06");
        HttpResponse<byte[]> secret = caller.get("/api/v3/webhook/secret");
        assertThat(value(ApiReader.secret(secret.statusCode(), Body.of(secret.body()))))
                .startsWith("whsec_");
        HttpResponse<byte[]> models = caller.get("/api/v3/models");
        assertThat(value(ApiReader.models(models.statusCode(), Body.of(models.body()))))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.requestSchema()).isNotNull());
    }

    private static <T> T value(Answer<T> answer) {
        if (answer instanceof Answer.Ok<T> ok) {
            return ok.value();
        }
        throw new AssertionError(answer.toString());
    }
}
