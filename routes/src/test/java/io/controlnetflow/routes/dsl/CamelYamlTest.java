package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.text.Placeholders;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flow as Camel YAML, read by Camel itself. */
class CamelYamlTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/controlnetflow/routes/dsl");

    @ParameterizedTest
    @MethodSource("io.controlnetflow.routes.dsl.ValidFlows#files")
    void camelReadsTheSameFlowBack(Path file) throws Exception {
        Flow flow = ValidFlows.read(file);
        String yaml = CamelYaml.of(flow);
        try (NodeRoutes routes = new NodeRoutes()) {
            routes.load("ejected.camel.yaml", yaml);
            Flow again = routes.flow(flow.name(), yaml);
            assertThat(again).isEqualTo(flow);
            assertThat(ValidFlows.plan(again)).isEqualTo(ValidFlows.plan(flow));
        }
    }

    @Test
    void looksAsAPersonWouldWriteIt() throws Exception {
        assertThat(CamelYaml.of(ValidFlows.read(FOLDER.resolve("shop.dag.yaml"))))
                .isEqualTo(Files.readString(FOLDER.resolve("shop.camel.yaml")));
    }

    @Test
    void placeholdersAreFilledByCamelInNodesAndByTypeInTheSpec() throws Exception {
        Flow flow = ValidFlows.of("""
                dag: shop
                inputs:
                  prompt: {type: string, default: "{{shop.prompt}}"}
                  steps: {type: integer, default: "{{shop.steps}}"}
                triggers: [{folder: "{{shop.inbox}}"}]
                nodes:
                  a: {call: "direct:{{shop.to}}", with: {prompt: "a {{shop.prompt}}", steps: "${steps}"}}
                """);
        try (NodeRoutes routes = new NodeRoutes()) {
            routes.property("shop.prompt", "say \"hi\": 100%");
            routes.property("shop.steps", "28");
            routes.property("shop.inbox", "drops");
            routes.property("shop.to", "b");
            routes.load("shop.camel.yaml", CamelYaml.of(flow));
            FlowSpec spec = routes.camel().getRegistry().lookupByNameAndType("shop", FlowSpec.class);
            assertThat(spec).isEqualTo(flow.spec());
            FlowSpec filled = Placeholders.filled(spec, routes.camel()::resolvePropertyPlaceholders);
            assertThat(filled.inputs())
                    .containsEntry("prompt", Input.optional("string", TextNode.valueOf("say \"hi\": 100%")))
                    .containsEntry("steps", Input.optional("integer", IntNode.valueOf(28)));
            assertThat(filled.triggers().toString()).contains("path=drops");
            assertThat(routes.options("shop/a")).containsEntry("with.prompt", "a say \"hi\": 100%");
        }
    }
}
