package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Bench;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starts runs of a flow by itself. */
class TriggersTest {
    private static final String NODES = """
            nodes:
              say: {steps: [{setBody: {simple: '{"text": "${variable.word} ${variable.image.name}"}'}}]}
            outputs: {said: "${say.text}"}
            """;

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aTimetableStartsARunForEachOfItsTimes() throws Exception {
        load("""
                dag: tick
                inputs: {word: {type: string}, image: {type: image}}
                triggers:
                  - cron: {schedule: "* * * * * ?", inputs: {word: "12"}}
                """ + NODES);
        List<Runs.Run> runs = await().atMost(Bench.SOON).until(() -> runs("tick"), some -> some.size() >= 2);
        JsonNode inputs = inputs(runs.get(0));
        assertThat(inputs.path("word").textValue()).isEqualTo("12");
        assertThat(inputs.toString()).containsPattern("2[0-9]{3}[01][0-9][0-3][0-9]T[0-9]{6}Z");
        assertThat(runs.get(0).plan().label()).startsWith("tick-2");
        assertThat(inputs(runs.get(1))).isNotEqualTo(inputs);
    }

    @Test
    void aTimetableOfAPropertyIsKnownWhenItsRouteIsMade() throws Exception {
        camel().getPropertiesComponent().addInitialProperty("cron", "0 7 * * 1-5");
        camel().getPropertiesComponent().addInitialProperty("night", "3");
        load("""
                dag: tick
                triggers: [{cron: {schedule: "{{cron}}"}}, {cron: {schedule: "0 {{night}} * * *"}}]
                nodes: {say: {steps: [{setBody: {constant: A}}]}}
                """);
        assertThat(camel().getEndpoints())
                .extracting(endpoint -> URLDecoder.decode(endpoint.getEndpointUri(), StandardCharsets.UTF_8))
                .contains(
                        "quartz://tick-cron?cron=0 0 7 ? * MON,TUE,WED,THU,FRI",
                        "quartz://tick-cron-2?cron=0 0 3 * * ?");
    }

    @Test
    void aTimetableOfAPropertyThatIsNoneStopsTheStart() {
        camel().getPropertiesComponent().addInitialProperty("cron", "at seven");
        assertThatThrownBy(() -> load("""
                dag: tick
                triggers: [{cron: {schedule: "{{cron}}"}}]
                nodes: {say: {steps: [{setBody: {constant: A}}]}}
                """))
                .hasStackTraceContaining("schedule: at seven has 2 fields; write five to seven, as in 0 7 * * *");
    }

    @Test
    void aConsumersMessagesStartRunsAndBadOnesStopNothing() throws Exception {
        Path drops = Files.createDirectories(folder.resolve("drops"));
        Files.writeString(drops.resolve("1.json"), "{\"word\": \"twelve\"}");
        Files.writeString(drops.resolve("2.json"), "{\"wrod\": \"x\"}");
        Files.writeString(drops.resolve("3.json"), "no json");
        Files.write(drops.resolve("4.png"), Bench.picture(4));
        Files.write(folder.resolve("logo.png"), Bench.picture(5));
        load("""
                dag: each
                inputs: {word: {type: string}, image: {type: image}, logo: {type: image}}
                triggers:
                  - uri:
                      from: "file:%s?delay=100&sortBy=file:name&moveFailed=error"
                      inputs: {logo: %s}
                """.formatted(drops, folder.resolve("logo.png")) + NODES);
        await().atMost(Bench.SOON).until(() -> runs("each").size() == 2);
        assertThat(runs("each").stream().map(run -> run.plan().label())).containsExactlyInAnyOrder("1.json", "4.png");
        await().atMost(Bench.SOON).untilAsserted(() -> {
            assertThat(drops.resolve(".camel/1.json")).exists();
            assertThat(drops.resolve(".camel/4.png")).exists();
            assertThat(drops.resolve("error/2.json")).exists();
            assertThat(drops.resolve("error/3.json")).exists();
        });
        for (Runs.Run run : runs("each")) {
            assertThat(inputs(run).at("/logo/ref").asText()).startsWith("sha256:");
        }
    }

    @Test
    void aPropertyLeavesOutWhatDoesNotEndByItself() throws Exception {
        camel().getPropertiesComponent().addInitialProperty("flow.triggers", "false");
        load("""
                dag: none
                inputs: {word: {type: string}, image: {type: image}}
                triggers: [{cron: {schedule: "* * * * * ?"}}, {uri: {from: "timer:a?period=100"}}]
                """ + NODES);
        assertThat(camel().getRoutes())
                .extracting(org.apache.camel.Route::getRouteId)
                .containsExactly("none.say");
    }

    @Test
    void theBuilderWritesTheSameRoutes() throws Exception {
        camel().addRoutes(Dag.flow("java")
                .optionalInput("word", InputType.STRING)
                .trigger("uri", Map.of("from", "direct:java", "inputs", Map.of("word", "hi")))
                .node("say")
                .steps("- setBody: {constant: A}")
                .routes());
        assertThat(camel().getRoutes())
                .extracting(org.apache.camel.Route::getRouteId)
                .containsExactlyInAnyOrder("java.say", "java:uri");
        camel().createProducerTemplate().sendBody("direct:java", "{}");
        assertThat(inputs(runs("java").get(0)).path("word").asText()).isEqualTo("hi");
    }

    private CamelContext camel() {
        return bench.camel();
    }

    private List<Runs.Run> runs(String flow) {
        return bench.engine().ledger().history().latest(flow, 100);
    }

    private static JsonNode inputs(Runs.Run run) throws IOException {
        return new ObjectMapper().readTree(run.plan().inputs());
    }

    private void load(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("flow.dag.yaml"), text);
        PluginHelper.getRoutesLoader(camel())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel(), "file:" + file));
    }
}
