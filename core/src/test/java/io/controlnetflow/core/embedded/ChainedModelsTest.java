package io.controlnetflow.core.embedded;

import static io.controlnetflow.core.embedded.Caller.data;
import static io.controlnetflow.core.embedded.Caller.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.ModelInfo;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainedModelsTest {
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

    private ObjectNode inputs() throws Exception {
        return Json.object().put("image", caller.upload(Encode.png(Picture.filled(320, 256, 0x2030c0))));
    }

    private JsonNode ended(String model, ObjectNode inputs) throws Exception {
        JsonNode created = data(caller.post("/api/v3/" + model, inputs.toString()));
        assertThat(created.path("model").asText()).isEqualTo(model);
        return caller.ended(created.path("id").asText());
    }

    @Test
    void listsASchemaForEachModelInTheOfficialForm() throws Exception {
        HttpResponse<byte[]> raw = caller.get("/api/v3/models");
        List<ModelInfo> models =
                ((Answer.Ok<List<ModelInfo>>) ApiReader.models(raw.statusCode(), Body.of(raw.body()))).value();
        KeptSchemas schemas = KeptSchemas.of(Instant.EPOCH, models);
        assertThat(models).hasSize(6).allSatisfy(model -> {
            ModelInputs takes = schemas.inputs(model.id()).orElseThrow();
            assertThat(takes.required()).isNotEmpty();
            assertThat(takes.names()).containsAll(takes.required());
        });
    }

    @Test
    void servesWhatThePictureModelsMakeAsFiles() throws Exception {
        JsonNode done = ended("wavespeed-ai/image-upscaler", inputs().put("target_resolution", "2k"));
        HttpResponse<byte[]> file = caller.download(done.path("outputs").path(0).asText());
        assertThat(file.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(Pictures.probe(file.body()).width()).isEqualTo(2048);
        JsonNode clear = ended("wavespeed-ai/image-background-remover", inputs().put("enable_base64_output", true));
        assertThat(Pictures.probe(Base64.getDecoder()
                                .decode(clear.path("outputs").path(0).asText()))
                        .mediaType())
                .isEqualTo("image/png");
        JsonNode video = ended("wavespeed-ai/wan-2.2/image-to-video", inputs().put("prompt", "it turns"));
        HttpResponse<byte[]> film =
                caller.download(video.path("outputs").path(0).asText());
        assertThat(film.headers().firstValue("Content-Type")).contains("video/x-msvideo");
    }

    @Test
    void answersTextAndDataInTheAnswerItselfAlsoAfterARestart() throws Exception {
        JsonNode text = ended("wavespeed-ai/molmo2/image-captioner", inputs());
        JsonNode object = ended("wavespeed-ai/moondream3-preview/caption", inputs());
        assertThat(text.path("outputs").path(0).asText())
                .startsWith("Local stand-in, no model looked at this picture.");
        assertThat(object.path("outputs").path(0).path("caption").asText()).startsWith("Local stand-in");
        HttpResponse<byte[]> raw =
                caller.get("/api/v3/predictions/" + text.path("id").asText() + "/result");
        assertThat(ApiReader.prediction(raw.statusCode(), Body.of(raw.body())).toString())
                .contains("Text[text=Local stand-in");
        server.close();
        server = EmbeddedServer.start(ContractTest.fast(folder), Renderers.none());
        caller = new Caller(server);
        assertThat(caller.result(object.path("id").asText()).path("outputs")).isEqualTo(object.path("outputs"));
        assertThat(caller.result(text.path("id").asText()).path("outputs")).isEqualTo(text.path("outputs"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wavespeed-ai/image-upscaler             | {}                              | 0.01
        wavespeed-ai/molmo2/image-captioner     | {}                              | 0.002
        wavespeed-ai/moondream3-preview/caption | {}                              | 0.005
        wavespeed-ai/wan-2.2/image-to-video     | {}                              | 0.15
        wavespeed-ai/wan-2.2/image-to-video     | {"duration":8}                  | 0.24
        wavespeed-ai/wan-2.2/image-to-video     | {"size":"1280*720"}             | 0.30
        wavespeed-ai/wan-2.2/image-to-video     | {"size":"1280*720","duration":8}| 0.48
        """)
    void costsWhatThePagesSay(String model, String inputs, String price) throws Exception {
        assertThat(data(caller.post(
                                "/api/v3/model/price", "{\"model_id\":\"" + model + "\",\"inputs\":" + inputs + "}"))
                        .path("price")
                        .decimalValue())
                .isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wavespeed-ai/image-upscaler         | {}                                           | image: is required
        wavespeed-ai/image-upscaler         | {"image":"u","target_resolution":"16k"}      | target_resolution: "16k" is none of ["2k","4k","8k"]
        wavespeed-ai/wan-2.2/image-to-video | {"image":"u","prompt":"p","duration":6}      | duration: 6 is none of [5,8]
        wavespeed-ai/wan-2.2/image-to-video | {"image":"u"}                                | prompt: is required
        """)
    void refusesWhatTheModelsCannotTake(String model, String body, String message) throws Exception {
        HttpResponse<byte[]> answer = caller.post("/api/v3/" + model, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(message(answer)).isEqualTo(message);
    }

    @Test
    void failsWithTheFieldThatIsNoPictureOrTooMuch() throws Exception {
        ObjectNode text = Json.object().put("image", caller.upload(new byte[] {1, 2, 3}));
        JsonNode failed = ended("wavespeed-ai/molmo2/image-captioner", text);
        assertThat(failed.path("code").asInt()).isEqualTo(1402);
        assertThat(failed.path("error").asText()).startsWith("image: is no picture that is supported");
        JsonNode large = ended("wavespeed-ai/image-upscaler", inputs().put("target_resolution", "8k"));
        assertThat(large.path("code").asInt()).isEqualTo(1401);
        assertThat(large.path("error").asText()).startsWith("target_resolution: 8k:");
    }

    @Test
    void tellsOneUploadFromAnotherByItsBytes() throws Exception {
        ended("wavespeed-ai/molmo2/image-captioner", inputs());
        ended("wavespeed-ai/molmo2/image-captioner", inputs());
        assertThat(server.audit().acceptedByInputs()).hasSize(1);
    }
}
