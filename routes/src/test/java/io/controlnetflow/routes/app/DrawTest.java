package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.routes.app.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow draw}. */
class DrawTest {
    private static final String SHOP = """
            dag: shop
            inputs:
              image: {type: image, required: true}
            triggers:
              - folder: inbox
            nodes:
              map: {call: "control-map:canny", with: {image: "${image}"}}
              size:
                matrix: {width: [64, 128, 192]}
                call: "pictures:resize"
                with: {image: "${map}", size: "${matrix.width}*64"}
              rest: {when: "false", call: "pictures:resize", with: {image: "${map}", size: "64*64"}}
            outputs: {all: "${size[*].image}"}
            """;

    @TempDir
    Path folder;

    @Test
    void printsAPipelineWithItsCells() throws IOException {
        Path file = write("shop.dag.yaml", SHOP);

        Shell.Said said = Shell.flow("draw", file.toString());

        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).startsWith("<svg ").endsWith("</svg>\n").contains(">3 cells<", "size[width=128]");
        assertThat(Shell.flow("draw", folder.toString()).out()).isEqualTo(said.out());
        assertThat(Shell.flow("draw", folder.toString(), "--direction", "down").out())
                .startsWith("<svg ")
                .isNotEqualTo(said.out());
    }

    @Test
    void drawsMermaidWhenAskedOrWhenTheFileIsNamedSo() throws IOException {
        Path file = write("shop.dag.yaml", SHOP);
        Path output = folder.resolve("shop.mmd");

        assertThat(Shell.flow("draw", file.toString(), "--output", output.toString())
                        .code())
                .isEqualTo(ExitCode.DONE);

        assertThat(output).content().startsWith("---\ntitle: shop\n---\nflowchart LR\n");
        assertThat(Shell.flow("draw", file.toString(), "--format", "mermaid").out())
                .isEqualTo(Files.readString(output));
    }

    @Test
    void writesADrawingAnewButNotOverAnythingElse() throws IOException {
        Path file = write("shop.dag.yaml", SHOP);
        Path output = folder.resolve("shop.svg");
        String[] line = {"draw", file.toString(), "--output", output.toString()};

        assertThat(Shell.flow(line).out()).contains("Drew shop into").contains("shop.svg: 3 nodes");
        assertThat(Shell.flow(line).code()).isEqualTo(ExitCode.DONE);
        Shell.Said over = Shell.flow("draw", file.toString(), "--output", file.toString());

        assertThat(over.code()).isEqualTo(ExitCode.USAGE);
        assertThat(over.err()).contains(file + ": is there already and is something else; remove it");
        assertThat(file).hasContent(SHOP);
    }

    @Test
    void drawsARunWithItsStates() throws IOException {
        write("shop.dag.yaml", SHOP);
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(folder.resolve("inbox/cat.png"), Pixels.picture(1));
        Shell.Said before = Shell.flow("draw", folder.toString(), "--last");
        assertThat(before.code()).isEqualTo(ExitCode.USAGE);
        assertThat(before.err()).contains("holds no ledger; nothing was run there yet");
        Shell.Said ran = Shell.flow("run", folder.toString());
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
        write("shop.dag.yaml", SHOP.replace("[64, 128, 192]", "[64]"));

        Shell.Said last = Shell.flow("draw", folder.toString(), "--last");

        assertThat(last.code()).as(last.err()).isEqualTo(ExitCode.DONE);
        assertThat(last.out()).contains("of cat.png: 4 done, 1 skipped", "size[width=192]: done", "rest: skipped");
        String id = last.out().replaceFirst("(?s).*run ([0-9a-f]+) of.*", "$1");
        assertThat(Shell.flow("draw", folder.toString(), "--run", id).out()).isEqualTo(last.out());
        Shell.Said none = Shell.flow("draw", folder.toString(), "--run", "nobody");
        assertThat(none.code()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("--run: nobody is the start of no run's id");
    }

    @Test
    void drawsWhatCannotBePlannedWithoutItsCells() throws IOException {
        Path file = write("shop.dag.yaml", SHOP + "limits: {cells: 2}\n");

        Shell.Said said = Shell.flow("draw", file.toString());

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("limits.cells: 2 is less than the").contains("drawn without its cells");
        assertThat(said.out()).startsWith("<svg ");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path file = write("shop.dag.yaml", "dag: shop\nnodes:\n  map: {cal: \"log:a\"}\n");

        Shell.Said wrong = Shell.flow("draw", file.toString(), "--json");
        JsonNode json = new ObjectMapper().readTree(wrong.out());
        assertThat(json.at("/problems/0/line").asInt()).isEqualTo(3);
        assertThat(json.path("exit_code").asInt()).isEqualTo(ExitCode.USAGE);
        assertThat(Shell.flow("draw", file.toString(), "--format", "sgv").err())
                .contains("--format: sgv is none of svg, mermaid; did you mean svg?");
        assertThat(Shell.flow("draw", file.toString(), "--direction", "up").err())
                .contains("--direction: up is none of right, down");
        assertThat(Shell.flow("draw", file.toString(), "--last", "--run", "1").code())
                .isEqualTo(ExitCode.USAGE);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
