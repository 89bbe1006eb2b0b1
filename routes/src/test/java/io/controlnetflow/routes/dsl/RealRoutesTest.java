package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.run.Flows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private Flow running() {
        return Flows.of(bench.camel()).get("shop");
    }

    private void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(bench.camel())
                .loadRoutes(ResourceHelper.resolveMandatoryResource(bench.camel(), "file:" + file));
    }
}
