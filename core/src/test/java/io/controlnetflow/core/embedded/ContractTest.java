package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.MODEL;
import static io.controlnetflow.core.embedded.Caller.data;
import static io.controlnetflow.core.embedded.Caller.inputs;
import static io.controlnetflow.core.embedded.Caller.json;
import static io.controlnetflow.core.embedded.Caller.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.render.TinyPicture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the embedded server does beyond {@link ApiContract}: its own words, its strictness, its sums. */
class ContractTest {
    private static final byte[] MAP = TinyPicture.png("map");

    @TempDir
    Path folder;

    private EmbeddedServer server;
    private Caller caller;

    static EmbeddedSettings fast(Path folder) {
        return EmbeddedSettings.in(folder)
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(20), Duration.ofMillis(60));
    }

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(fast(folder).withStrictFiles(true), Renderers.none());
        caller = new Caller(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void generatesWhatWasAskedFor() throws Exception {
        String url = caller.upload(MAP);
        JsonNode created =
                data(caller.post(MODEL, inputs(url).put("num_images", 2).toString()));

        assertThat(created.path("status").asText()).isEqualTo("created");
        assertThat(created.path("outputs")).isEmpty();
        assertThat(created.path("id").asText()).matches("[0-9a-f]{32}");
        assertThat(created.path("model").asText()).isEqualTo("wavespeed-ai/flux-controlnet-union-pro-2.0");
        assertThat(created.path("urls").path("get").asText())
                .isEqualTo(server.baseUrl() + "/api/v3/predictions/"
                        + created.path("id").asText() + "/result");
        assertThat(Instant.parse(created.path("created_at").asText())).isBeforeOrEqualTo(Instant.now());

        JsonNode done = caller.ended(created.path("id").asText());
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("error").asText()).isEmpty();
        assertThat(done.path("has_nsfw_contents")).hasSize(2);
        assertThat(done.path("timings").path("inference").asInt()).isPositive();
        List<String> pictures = new ArrayList<>();
        for (JsonNode output : done.path("outputs")) {
            HttpResponse<byte[]> file = caller.download(output.asText());
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(file.body().length);
            pictures.add(Base64.getEncoder().encodeToString(file.body()));
        }
        assertThat(pictures).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void doesNotKnowAnotherPrediction() throws Exception {
        HttpResponse<byte[]> answer = caller.get("/api/v3/predictions/0123456789abcdef0123456789abcdef/result");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).startsWith("Prediction not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"control_image":"http://x/y.png"}                                  | prompt: is required
        {"prompt":" ","control_image":"http://x/y.png"}                     | prompt: is required
        {"prompt":"p"}                                                      | control_image: is required
        {"prompt":"p","control_image":"u","size":"100*100"}                 | size: 100*100 is outside 256 to 1536 pixels a side
        {"prompt":"p","control_image":"u","size":"1024x1024"}               | size: "1024x1024" is not width*height
        {"prompt":"p","control_image":"u","num_inference_steps":51}         | num_inference_steps: 51 is outside 1 to 50
        {"prompt":"p","control_image":"u","num_inference_steps":2.5}        | num_inference_steps: 2.5 is not a whole number
        {"prompt":"p","control_image":"u","guidance_scale":20.5}            | guidance_scale: 20.5 is outside 0 to 20
        {"prompt":"p","control_image":"u","controlnet_conditioning_scale":3}| controlnet_conditioning_scale: 3 is outside 0 to 2
        {"prompt":"p","control_image":"u","control_guidance_start":-0.1}    | control_guidance_start: -0.1 is outside 0 to 1
        {"prompt":"p","control_image":"u","control_guidance_end":"x"}       | control_guidance_end: "x" is not a number
        {"prompt":"p","control_image":"u","seed":-2}                        | seed: -2 is outside -1 to 2147483647
        {"prompt":"p","control_image":"u","num_images":5}                   | num_images: 5 is outside 1 to 4
        {"prompt":"p","control_image":"u","output_format":"gif"}            | output_format: "gif" is none of ["jpeg","png","webp"]
        {"prompt":"p","control_image":"u","enable_sync_mode":"yes"}         | enable_sync_mode: "yes" is not true or false
        {"prompt":"p","control_image":"u","loras":[{"path":"a/b"}]}         | loras[0].scale: is required
        {"prompt":"p","control_image":"u","loras":[{"path":"a/b","scale":5}]} | loras[0].scale: 5 is outside 0 to 4
        {"prompt":"p","control_image":"u","loras":[{},{},{},{}]}            | loras: 4 items are more than 3
        [1]                                                                 | request body is not a JSON object
        """)
    void refusesWhatTheModelCannotTake(String body, String message) throws Exception {
        HttpResponse<byte[]> answer = caller.post(MODEL, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("code").asInt()).isEqualTo(400);
        assertThat(message(answer)).isEqualTo(message);
        assertThat(server.audit().accepted()).isZero();
        assertThat(server.audit().posts()).isEqualTo(1);
    }

    @Test
    void dropsUnknownNamesWithoutAWordAndBills() throws Exception {
        String id = caller.submit(inputs(caller.upload(MAP)).put("promt_strength", 3));
        assertThat(caller.ended(id).path("status").asText()).isEqualTo("completed");
        assertThat(server.audit().charged()).isEqualByComparingTo("0.03");
        JsonNode listed = data(caller.post("/api/v3/predictions", "{\"include_inputs\":true}"))
                .path("items")
                .path(0);
        assertThat(listed.path("inputs").has("promt_strength")).isFalse();
    }

    @Test
    void doesNotKnowAnotherModel() throws Exception {
        HttpResponse<byte[]> answer = caller.post("/api/v3/nobody/nothing", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(message(answer)).isEqualTo("model not found: nobody/nothing");
    }

    @Test
    void refusesAKeyThatIsNotListed(@TempDir Path other) throws Exception {
        try (EmbeddedServer choosy = EmbeddedServer.start(fast(other).withKeys(Set.of("right")), Renderers.none())) {
            assertThat(new Caller(choosy, "right").get("/api/v3/balance").statusCode())
                    .isEqualTo(200);
            assertThat(new Caller(choosy, "wrong").get("/api/v3/balance").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesAMultipartUploadUnderBothVersions() throws Exception {
        for (String version : List.of("v2", "v3")) {
            String body = String.join(
                    "\r\n",
                    List.of(
                            "--XyZ",
                            "Content-Disposition: form-data; name=\"note\"",
                            "",
                            "hello",
                            "--XyZ",
                            "Content-Disposition: form-data; name=\"file\"; filename=\"../my map.png\"",
                            "Content-Type: image/png",
                            "",
                            "a",
                            "--Xy\r",
                            "-b",
                            "--XyZ--",
                            ""));
            JsonNode data = data(caller.send(caller.request("/api/" + version + "/media/upload/binary")
                    .header("Authorization", "Bearer k")
                    .header("Content-Type", "multipart/form-data; boundary=XyZ")
                    .POST(HttpRequest.BodyPublishers.ofString(body))));
            assertThat(data.path("type").asText()).isEqualTo("image");
            assertThat(data.path("filename").asText()).isEqualTo("my_map.png");
            assertThat(data.path("size").asInt()).isEqualTo(12);
            HttpResponse<byte[]> back =
                    caller.download(data.path("download_url").asText());
            assertThat(new String(back.body(), StandardCharsets.UTF_8)).isEqualTo("a\r\n--Xy\r\r\n-b");
            assertThat(back.headers().firstValue("Content-Type")).contains("image/png");
        }
    }

    @Test
    void refusesAKeyAtAFileUrlWhenStrict() throws Exception {
        String url = caller.upload(MAP);
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
        assertThat(server.audit().keysAtFiles()).isZero();
        assertThat(caller.get(url).statusCode()).isEqualTo(400);
        assertThat(server.audit().keysAtFiles()).isEqualTo(1);
    }

    @Test
    void failsTheTaskWhenTheControlImageIsNotThere() throws Exception {
        JsonNode failed = caller.ended(
                caller.submit(inputs(server.baseUrl() + "/files/uploads/0123456789abcdef0123456789abcdef/x.png")));
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("code").asInt()).isEqualTo(1402);
        assertThat(failed.path("error").asText()).contains("could not be fetched");
        assertThat(server.audit().refunded()).isEqualByComparingTo("0.03");
        assertThat(data(caller.get("/api/v3/balance")).path("balance").asDouble())
                .isEqualTo(10_000);
    }
}
