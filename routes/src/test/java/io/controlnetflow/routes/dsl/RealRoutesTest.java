package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.reason.Change;
import io.controlnetflow.core.reason.Reasons;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.run.Flows;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flow's file, its ejected routes and its Java in a context with our own {@code dag:}. */
class RealRoutesTest {
    private static final String SHOP = """
            dag: shop
            version: 2
            inputs:
              image: {type: image, required: true}
              prompt: {type: string, default: "50% grey & more"}
            limits: {cells: 20}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}", low: 100}}
              gen:
                matrix: {seed: [11, 22], control: ["${map}"]}
                call: "wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0"
                with: {prompt: "${prompt} + a & b", control_image: "${matrix.control}", seed: "${matrix.seed}"}
                retry: {max: 3}
              best: {call: "pictures:pick-best", with: {images: "${gen[*].image}"}}
              ok: {needs: [best], approve: {show: "${best.image}", timeout: 24h}}
            outputs: {image: "${best.image}"}
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
    void theFileIsTheFlow() throws Exception {
        Flow flow = ValidFlows.of(SHOP);
        load(Files.writeString(folder.resolve("shop.dag.yaml"), SHOP));
        assertThat(running()).isEqualTo(flow);
        assertThat(ValidFlows.plan(running())).isEqualTo(ValidFlows.plan(flow));
    }

    @Test
    void itsEjectedRoutesAreTheSame() throws Exception {
        Flow flow = ValidFlows.of(SHOP);
        load(Files.writeString(folder.resolve("shop.camel.yaml"), CamelYaml.of(flow)));
        assertThat(running()).isEqualTo(flow);
        assertThat(bench.camel().getRegistry().lookupByNameAndType("shop", FlowSpec.class))
                .isEqualTo(flow.spec());
    }

    @Test
    void whatStepsReferToIsAnEdgeAndAVariable() throws Exception {
        load(Files.writeString(folder.resolve("tell.dag.yaml"), """
                dag: tell
                inputs: {words: {type: list, default: [one, two]}}
                nodes:
                  word:
                    matrix: {word: "${words}"}
                    steps:
                      - setBody: {simple: '{"text": "${matrix.word}"}'}
                  all:
                    steps:
                      - setBody: {simple: "${word[*].text} of ${words}"}
                outputs: {all: "${all}"}
                """));
        Object answer = bench.camel().createProducerTemplate().requestBody("dag:tell", Map.of());
        assertThat(String.valueOf(answer)).contains("[one, two] of [one, two]");
    }

    @Test
    void anotherModelFileMakesAnotherMapAndTheSameOneIsReused() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        bench.close();
        bench = new Bench(folder, embedded -> embedded, engine -> engine.withModels(models));
        load(Files.writeString(folder.resolve("relief.dag.yaml"), """
                dag: relief
                inputs: {image: {type: image, required: true}, note: {type: string, default: ""}}
                nodes:
                  map:
                    call: "control-map:depth"
                    with: {image: "${image}", size: "256*256", mean: [0, 0, 0]}
                outputs: {map: "${map}"}
                """));
        use(models, "light.onnx");
        Object first = relief("a");
        assertThat(relief("another run")).isEqualTo(first);
        use(models, "dark.onnx");
        Object second = relief("a");
        assertThat(second).isNotEqualTo(first);
        use(models, "light.onnx");
        assertThat(relief("a")).as("the first model again").isEqualTo(first);
        List<Runs.Run> all = bench.engine().ledger().history().latest("relief", 10);
        assertThat(all).hasSize(3).allMatch(run -> run.plan().inputs().contains("\"$models\":{\"map\":[\""));
        assertThat(all.stream()
                        .flatMap(run ->
                                bench.engine().ledger().runs().cells(run.plan().id()).stream())
                        .filter(Runs.Cell::reused))
                .as("the other run with the same model")
                .hasSize(1);
        Reasons reasons = new Reasons(bench.engine().ledger());
        assertThat(all.stream()
                        .flatMap(run ->
                                bench.engine().ledger().runs().cells(run.plan().id()).stream())
                        .flatMap(cell -> reasons.of(cell).changes().stream())
                        .map(Change::text))
                .as("why the map of another model was made")
                .contains("model file: other bytes");
    }

    private Object relief(String note) {
        Map<String, Object> inputs = Map.of("image", Bench.picture(1), "note", note);
        Map<?, ?> outputs = bench.camel().createProducerTemplate().requestBody("dag:relief", inputs, Map.class);
        return Objects.requireNonNull(outputs.get("map"));
    }

    private static void use(Path models, String name) throws Exception {
        try (InputStream in = RealRoutesTest.class.getResourceAsStream("/io/controlnetflow/routes/models/" + name)) {
            Files.copy(Objects.requireNonNull(in), models.resolve("depth.onnx"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Flow running() {
        return Flows.of(bench.camel()).get("shop");
    }

    private void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(bench.camel())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(bench.camel(), "file:" + file));
    }
}
