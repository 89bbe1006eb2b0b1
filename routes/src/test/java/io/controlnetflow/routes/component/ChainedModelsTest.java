package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.Limits;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.stage.Attention;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Models other than the ControlNet one: what they take is checked before anything is sent, and what they give are values. */
class ChainedModelsTest {
    private static final String CONTROL_NET = "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0";
    private static final String UPSCALER = "wavespeed:wavespeed-ai/image-upscaler";
    private static final String VIDEO = "wavespeed:wavespeed-ai/wan-2.2/image-to-video";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Bench bench;
    private ProducerTemplate template;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        template = bench.camel().createProducerTemplate();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'image':'https://example.com/a.png','target_resolutoin':'2k'} | target_resolutoin: 2k is no parameter of wavespeed-ai/image-upscaler; did you mean target_resolution?; nothing was submitted
            {'image':'https://example.com/a.png','target_resolution':'9k'} | target_resolution: 9k is none of 2k, 4k, 8k; did you mean 2k?; nothing was submitted
            {'image':'https://example.com/a.png','enable_sync_mode':'perhaps'} | enable_sync_mode: perhaps is neither true nor false; nothing was submitted
            {'target_resolution':'2k'} | image: nothing is given, and wavespeed-ai/image-upscaler needs it; nothing was submitted
            """)
    void refusesWhatTheModelDoesNotTake(String body, String said) {
        assertThatThrownBy(() -> template.requestBody(UPSCALER, body.replace('\'', '"')))
                .hasRootCauseMessage("wavespeed:wavespeed-ai/image-upscaler: " + said);
        assertThat(bench.server().audit().posts()).isZero();
        assertThat(bench.engine().ledger().jobs().countByState()).isEmpty();
    }

    @Test
    void refusesAFlowBeforeItsFirstNodeIsPaidFor() throws Exception {
        flow(
                Map.of(),
                Map.of("gen", CONTROL_NET, "large", UPSCALER, "film", VIDEO),
                Map.of(
                        "gen", "with.control_image=${image}&with.prompt=x&with.size=256*256",
                        "large", "with.image=${gen.image}&with.targetResolution=2k&with.denoise=1",
                        "film", "with.image=${large.image}&with.duration=6"));
        assertThatThrownBy(() -> template.requestBody("dag:chain", Bench.picture(1)))
                .rootCause()
                .hasMessageContainingAll(
                        "nodes.large.with.denoise: 1 is no parameter of wavespeed-ai/image-upscaler; known are",
                        "nodes.film.with.duration: 6 is none of 5, 8; nothing is sent",
                        "nodes.film.with.prompt: nothing is given, and wavespeed-ai/wan-2.2/image-to-video needs it")
                .message()
                .doesNotContain("target_resolution: ", "with.image");
        assertThat(bench.server().audit().posts()).isZero();
    }

    @Test
    void goesOnUncheckedAndSaysSoOnceWhenNoSchemaCanBeHad() {
        Logger log = (Logger) LoggerFactory.getLogger(Attention.NAME);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try {
            for (int i = 0; i < 2; i++) {
                bench.server().script().answer(Step.OTHER, 503, Map.of(), "{\"code\":503,\"message\":\"later\"}");
            }
            GenerationResult made =
                    template.requestBody(UPSCALER + "?imageField=image", Bench.picture(1), GenerationResult.class);
            template.requestBodyAndHeader(UPSCALER, Bench.picture(2), "CamelWaveSpeedNothing", "1");
            assertThat(made.artifacts()).hasSize(1);
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "wavespeed-ai/image-upscaler: its parameters are not checked: the provider's list of"
                                    + " models cannot be had (HTTP 503: later); a wrong name would be dropped by the provider,"
                                    + " and the run billed");
        } finally {
            log.detachAppender(said);
        }
    }

    @Test
    void asksForSchemasOnceAnHourWhateverProgramAsks() {
        String wrong = "{\"image\":\"https://example.com/a.png\",\"nothing\":1}";
        assertThatThrownBy(() -> template.requestBody(UPSCALER, wrong)).hasStackTraceContaining("is no parameter of");
        long asked = bench.server().audit().requests().getOrDefault(Step.OTHER, 0L);
        bench.restart();
        template = bench.camel().createProducerTemplate();

        assertThatThrownBy(() -> template.requestBody(UPSCALER, wrong)).hasStackTraceContaining("is no parameter of");
        assertThat(asked).isPositive();
        assertThat(bench.server().audit().requests().get(Step.OTHER)).isEqualTo(asked);
    }

    @Test
    void takesTextsAndObjectsAsValuesOfTheNextNode() throws Exception {
        flow(
                Map.of("said", "${told.text}"),
                Map.of(
                        "seen", "wavespeed:wavespeed-ai/moondream3-preview/caption",
                        "gen", CONTROL_NET,
                        "told", "wavespeed:wavespeed-ai/molmo2/image-captioner"),
                Map.of(
                        "seen", "with.image=${image}&with.length=short",
                        "gen", "with.control_image=${image}&with.prompt=${seen.output.caption}&with.size=256*256",
                        "told", "with.image=${gen.image}&with.detailLevel=low"));
        Map<?, ?> outputs = template.requestBody("dag:chain", Bench.picture(1), Map.class);
        assertThat(outputs.get("said")).asString().startsWith("Local stand-in, no model looked at this picture.");
        assertThat(inputs("gen").path("prompt").asText()).startsWith("Local stand-in");
    }

    @Test
    void givesPicturesByAddressInWhateverFieldTheyStand() throws Exception {
        flow(
                Map.of("film", "${film.video}"),
                Map.of("large", UPSCALER, "film", VIDEO),
                Map.of(
                        "large", "with.image=${image}&with.target_resolution=2k",
                        "film",
                                "with.image=${image}&with.last_image=${large.image}&with.prompt=it turns&with.duration=5"));
        Map<?, ?> outputs = template.requestBody("dag:chain", Bench.picture(1), Map.class);
        assertThat((File) outputs.get("film")).hasExtension("avi");
        assertThat(inputs("film").path("last_image").asText()).matches("sha256:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNAVAILABLE", "TRUNCATED", "WRONG_LENGTH", "HTML"})
    void fetchesAVideoAgainThatDidNotArriveWhole(Fault fault) {
        bench.server().script().next(Step.DOWNLOAD, fault);
        GenerationResult film =
                template.requestBody(VIDEO + "?prompt=it turns", Bench.picture(3), GenerationResult.class);
        assertThat(film.first().mediaType()).isEqualTo("video/x-msvideo");
        assertThat(bench.server().audit().requests().get(Step.DOWNLOAD)).isEqualTo(2);
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    @Test
    void fetchesAVideoAgainInWhosePlaceAPageCame() {
        String page = "<!doctype html><title>Just a moment</title>";
        bench.server().script().answer(Step.DOWNLOAD, 200, Map.of("Content-Type", "text/html"), page);
        GenerationResult film =
                template.requestBody(VIDEO + "?prompt=it turns", Bench.picture(4), GenerationResult.class);
        assertThat(film.first().mediaType()).isEqualTo("video/x-msvideo");
        assertThat(bench.server().audit().posts()).isEqualTo(1);
    }

    private JsonNode inputs(String node) {
        Runs.Run run = bench.engine().ledger().history().newest(1).get(0).run();
        Runs.Cell cell = bench.engine().ledger().runs().cells(run.plan().id()).stream()
                .filter(one -> one.node().equals(node))
                .findFirst()
                .orElseThrow();
        Jobs.Job job = bench.engine().ledger().jobs().ofRun(run.plan().id()).stream()
                .filter(one -> one.key().hex().equals(cell.jobKey()))
                .findFirst()
                .orElseThrow();
        assertThat(Inputs.parse(job.asked().inputs())).isPresent();
        return Json.read(job.asked().inputs());
    }

    private void flow(Map<String, String> outputs, Map<String, String> calls, Map<String, String> with)
            throws Exception {
        CamelContext camel = bench.camel();
        Map<String, JsonNode> named = new LinkedHashMap<>();
        outputs.forEach((key, value) -> named.put(key, JSON.valueToTree(value)));
        FlowSpec spec = new FlowSpec(
                "chain", 1, Map.of("image", Input.required("image")), List.of(), Limits.NONE, Rules.NONE, named);
        camel.getRegistry().bind("chain", FlowSpec.class, spec);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                calls.forEach((node, uri) ->
                        from("dag:chain/" + node + "?" + with.get(node)).to(uri));
            }
        });
    }
}
