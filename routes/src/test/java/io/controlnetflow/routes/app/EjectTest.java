package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.dsl.CamelYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow eject}. */
class EjectTest {
    private static final String SHOP = """
            dag: shop
            inputs: {image: {type: image, required: true}}
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
            """;

    @TempDir
    Path folder;

    @Test
    void printsTheRoutesOfAPipeline() throws IOException {
        Path file = write("shop.dag.yaml", SHOP);

        Shell.Said said = Shell.flow("eject", file.toString());

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).isEqualTo(routes());
        assertThat(said.err()).isEmpty();
        assertThat(Shell.flow("eject", folder.toString()).out()).isEqualTo(said.out());
    }

    @Test
    void writesThemIntoAFileThatIsNotThereYet() throws IOException {
        Path file = write("shop.dag.yaml", SHOP);
        Path output = folder.resolve("shop.camel.yaml");

        Shell.Said said = Shell.flow("eject", file.toString(), "--output", output.toString());

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(output).hasContent(routes());
        assertThat(said.out()).contains("1 route of shop");
        Shell.Said again = Shell.flow("eject", file.toString(), "--output", output.toString());
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains(output + ": is there already; remove it, or name another file");
    }

    @Test
    void saysWhereAPipelineIsWrong() throws IOException {
        Path file = write(
                "shop.dag.yaml", "dag: shop\nnodes:\n  map: {cal: \"log:a\"}\n  b: {call: \"log:a\", needs: [c]}\n");

        Shell.Said said = Shell.flow("eject", file.toString(), "--json");

        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(file + ":3:9: nodes.map.cal: is no word of a node; did you mean call?");
        JsonNode json = new ObjectMapper().readTree(said.out());
        assertThat(json.at("/problems/0/line").asInt()).isEqualTo(3);
        assertThat(json.path("exit_code").asInt()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void asksWhichOfManyIsMeant() throws IOException {
        assertThat(Shell.flow("eject", folder.toString()).err()).contains("holds no *.dag.yaml; name one");
        write("a.dag.yaml", SHOP);
        write("b.dag.yaml", SHOP);
        assertThat(Shell.flow("eject", folder.toString()).err())
                .contains("holds 2 pipelines; name one of a.dag.yaml, b.dag.yaml");
        assertThat(Shell.flow("eject", write("c.camel.yaml", "").toString()).err())
                .contains("is no pipeline; their files end in .dag.yaml");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String routes() {
        return CamelYaml.of(((Reading.Good) FlowReader.read("x", SHOP)).flow());
    }
}
