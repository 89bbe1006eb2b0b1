package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.component.wavespeed.GenerationFailed;
import io.controlnetflow.routes.component.wavespeed.WaveSpeedConstants;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.stage.Ticket;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaveSpeedComponentTest {
    private static final String MODEL = "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0";

    @TempDir
    static Path folder;

    private Bench bench;

    @BeforeAll
    void start() {
        bench = new Bench(folder);
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    @Test
    void answersWithThePictureAndWhatItCost() throws Exception {
        Exchange exchange = send("?prompt=a cat&size=256*256", Bench.picture(1));
        GenerationResult result = result(exchange);
        assertThat(result.artifacts()).hasSize(1);
        assertThat(result.cost()).isEqualByComparingTo("0.03");
        assertThat(result.timings().done()).isNotNull();
        assertThat(exchange.getMessage().getBody(File.class)).exists();
        assertThat(exchange.getMessage().getBody(byte[].class))
                .isEqualTo(Files.readAllBytes(result.first().file()));
    }

    @Test
    void saysHowWellThePictureKeepsToItsMap() throws Exception {
        ControlMap map = new ControlMap(Bench.picture(5), "image/png", ControlKind.GRAY);
        assertThat(send("?prompt=kept", map).getVariable(WaveSpeedConstants.AGREEMENT, Double.class))
                .isBetween(-1.0, 1.0);
        assertThat(send("?prompt=kept", Bench.picture(5)).getVariable(WaveSpeedConstants.AGREEMENT))
                .isNull();
    }

    @Test
    void takesAPictureInEveryForm() throws Exception {
        byte[] picture = Bench.picture(2);
        Path file = Files.write(folder.resolve("map.png"), picture);
        List<Object> forms = List.of(
                picture,
                file,
                file.toFile(),
                new ByteArrayInputStream(picture),
                new ControlMap(picture, "image/png", ControlKind.NONE));
        assertThat(forms.stream()
                        .map(form -> result(send("?prompt=forms", form)).key())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void letsAMapsKindChooseDefaults() {
        ControlMap map = new ControlMap(Bench.picture(3), "image/png", ControlKind.POSE);
        assertThat(inputs(result(send("?prompt=kinds", map)).key()))
                .contains("\"control_guidance_end\":0.65", "\"controlnet_conditioning_scale\":0.9");
    }

    @Test
    void letsHeadersOverrideVariablesOverrideTheBodyOverrideOptions() throws Exception {
        bench.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:layers")
                        .setVariable("wavespeed.numInferenceSteps", constant(12))
                        .setVariable("wavespeed.guidanceScale", constant(5))
                        .setHeader(WaveSpeedConstants.GUIDANCE_SCALE, constant(6))
                        .to(MODEL + "?prompt=option&numInferenceSteps=10&guidanceScale=4&seed=1");
            }
        });
        Map<String, Object> body =
                Map.of("prompt", "body", "num_inference_steps", 11, "control_image", Bench.picture(4));
        GenerationResult result =
                bench.camel().createProducerTemplate().requestBody("direct:layers", body, GenerationResult.class);
        assertThat(inputs(result.key()))
                .contains("\"prompt\":\"body\"", "\"num_inference_steps\":12", "\"guidance_scale\":6", "\"seed\":1");
    }

    @Test
    void readsJsonInTheApisWords() {
        GenerationResult first = result(send("?prompt=map for json", Bench.picture(5)));
        String json = "{\"prompt\":\"json\",\"control_image\":\"sha256:"
                + first.first().sha256() + "\",\"loras\":[{\"path\":\"a/b\",\"scale\":1.5}]}";
        assertThat(inputs(result(send("", json)).key())).contains("\"path\":\"a/b\"", "\"scale\":1.5");
    }

    @Test
    void answersTheSameRequestTwiceWithOnePost() {
        long before = bench.server().audit().posts();
        GenerationResult first = result(send("?prompt=twice", Bench.picture(6)));
        GenerationResult second = result(send("?prompt=twice", Bench.picture(6)));
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.reused()).isTrue();
        assertThat(bench.server().audit().posts() - before).isEqualTo(1);
    }

    @Test
    void bringsTwentyMessagesThroughAPlainRoute() throws Exception {
        bench.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:twenty").to(MODEL + "?size=256*256").to("mock:twenty");
            }
        });
        MockEndpoint mock = bench.camel().getEndpoint("mock:twenty", MockEndpoint.class);
        mock.expectedMessageCount(20);
        IntStream.range(0, 20).forEach(i -> bench.camel()
                .createProducerTemplate()
                .sendBodyAndHeader("seda:twenty", Bench.picture(7), WaveSpeedConstants.PROMPT, "message " + i));
        MockEndpoint.assertIsSatisfied(30, TimeUnit.SECONDS, mock);
        assertThat(mock.getExchanges().stream().map(e -> result(e).key()).distinct())
                .hasSize(20);
    }

    @Test
    void worksWithSyncModeAndBase64() {
        GenerationResult result =
                result(send("?prompt=sync&enableSyncMode=true&enableBase64Output=true", Bench.picture(8)));
        assertThat(result.artifacts()).hasSize(1);
        assertThat(inputs(result.key())).contains("\"enable_sync_mode\":true");
        assertThat(result(send("?prompt=sync", Bench.picture(8))).key()).isEqualTo(result.key());
    }

    @Test
    void answersATicketInsideACell() {
        Exchange exchange = bench.camel().createProducerTemplate().send(MODEL + "?prompt=cell", e -> {
            e.setProperty(CellScope.PROPERTY, new CellScope("run", "run/gen", "gen", "cat.jpg"));
            e.getMessage().setBody(Bench.picture(9));
        });
        Ticket ticket = exchange.getMessage().getBody(Ticket.class);
        assertThat(ticket.reused()).isFalse();
        Jobs.Job job = bench.engine()
                .whenSettled(ticket.job())
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(job.asked().label()).isEqualTo("cat.jpg");
        assertThat(job.asked().runId()).isEqualTo("run");
    }

    @Test
    void saysWhyTheProviderCouldNotDoIt() {
        bench.server().script().next(Step.TASK, Fault.TASK_MODERATION);
        Exchange exchange = send("?prompt=forbidden", Bench.picture(10));
        assertThat(exchange.getException())
                .isInstanceOf(GenerationFailed.class)
                .hasMessageContaining("is failed, prediction ")
                .hasMessageContaining("1200");
        assertThat(exchange.getException(GenerationFailed.class).state()).isEqualTo(JobState.FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?outputFormat=gif|output_format",
                "?controlKind=cany|did you mean canny?",
                "?numInferenceSteps=51|outside 1 to 50",
                "?size=10*10|outside 256 to 1536",
                "?promt=x|promt",
                "?seed=many|seed",
            })
    void refusesAWrongOptionWhenTheRouteIsLoaded(String options, String message) {
        assertThatThrownBy(() -> bench.camel().getEndpoint(MODEL + options)).hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prompt\":\"x\",\"control_image\":\"/etc/passwd\"}|is no http or https address",
                "{\"prompt\":\"x\",\"control_image\":\"file:///etc/passwd\"}|is no http or https address",
                "{\"prompt\":\"x\",\"sise\":\"1*1\"}|did you mean size?",
                "{\"prompt\":|is no JSON (line 1",
                "a cat|neither JSON nor",
                "{\"control_image\":\"https://example.com/a.png\"}|prompt",
                "{\"prompt\":\"x\"}|control_image",
            })
    void refusesAWrongMessageAndSubmitsNothing(String body, String message) {
        long before = bench.server().audit().posts();
        assertThat(send("", body).getException()).hasMessageContaining(message);
        assertThat(bench.server().audit().posts()).isEqualTo(before);
    }

    @Test
    void refusesBytesThatAreNoPicture() {
        Exchange exchange = send("?prompt=x", "not a picture".getBytes(StandardCharsets.UTF_8));
        assertThat(exchange.getException()).hasMessageContaining("no usable picture");
    }

    @Test
    void isNoConsumer() {
        assertThatThrownBy(() -> bench.camel().createConsumerTemplate().receive(MODEL, 10))
                .hasStackTraceContaining("use it with to:");
    }

    private Exchange send(String options, Object body) {
        return bench.camel().createProducerTemplate().request(MODEL + options, exchange -> exchange.getMessage()
                .setBody(body));
    }

    private static GenerationResult result(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(GenerationResult.class);
    }

    private String inputs(JobKey key) {
        return bench.engine().ledger().jobs().find(key).orElseThrow().asked().inputs();
    }
}
