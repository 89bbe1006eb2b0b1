package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.dag.FlowSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code *.dag.yaml} in a Camel context. */
class DagYamlRoutesLoaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.controlnetflow.routes.dsl.ValidFlows#files")
    void loadsAFlowAsItsEjectedYamlIsLoaded(Path file) throws Exception {
        try (NodeRoutes ejected = new NodeRoutes();
                NodeRoutes routes = new NodeRoutes()) {
            ejected.property("prompt.default", "x");
            routes.property("prompt.default", "x");
            ejected.load("ejected.camel.yaml", CamelYaml.of(ValidFlows.read(file)));
            routes.load(file);
            assertThat(routes.camel().getRouteDefinitions().stream().map(DagYamlRoutesLoaderTest::text))
                    .isNotEmpty()
                    .containsExactlyElementsOf(ejected.camel().getRouteDefinitions().stream()
                            .map(DagYamlRoutesLoaderTest::text)
                            .toList());
            String name = ValidFlows.read(file).name();
            assertThat(routes.camel().getRegistry().lookupByNameAndType(name, FlowSpec.class))
                    .isNotNull()
                    .isEqualTo(ejected.camel().getRegistry().lookupByNameAndType(name, FlowSpec.class));
        }
    }

    @Test
    void saysWhereEverythingIsWrongThatIsWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("shop.dag.yaml"), """
                dag: shop
                nodes:
                  gen: {cal: "log:a"}
                  map: {call: "log:b", needs: [gone]}
                  top: {call: "log:b", timeout: soon}
                """);
        try (NodeRoutes routes = new NodeRoutes()) {
            assertThatThrownBy(() -> routes.load(file))
                    .isInstanceOf(InvalidFlowFile.class)
                    .hasMessage(file + ":3:9: nodes.gen.cal: is no word of a node; did you mean call?\n" + file
                            + ":5:24: nodes.top.timeout: soon is not a duration such as 30s, 10m or 24h");
            assertThat(routes.camel().getRoutes()).isEmpty();
        }
    }

    @Test
    void aRouteComesFromTheLineOfItsNode() throws Exception {
        Path file = Files.writeString(folder.resolve("shop.dag.yaml"), """
                dag: shop
                nodes:
                  a: {call: "mock:a"}
                  b:
                    steps:
                      - choice:
                          when:
                            - simple: "${body}"
                              steps:
                                - log: x
                """);
        try (NodeRoutes routes = new NodeRoutes()) {
            routes.camel().start();
            routes.load(file);
            assertThat(routes.camel().getRoutes())
                    .extracting(Route::getSourceLocation)
                    .containsExactly("file:" + file + ":3", "file:" + file + ":4");
        }
    }

    private static String text(RouteDefinition route) {
        return route + " " + route.getInput() + " " + route.getOutputs();
    }
}
