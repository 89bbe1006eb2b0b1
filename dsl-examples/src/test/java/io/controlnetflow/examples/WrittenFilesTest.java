package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a command writes are as it would write them now. */
class WrittenFilesTest {
    @ParameterizedTest
    @CsvSource({
        "dsl-examples/dag.schema.json, schema",
        "docs/which-map-is-best.svg, draw dsl-examples/04-which-map-is-best --direction down"
    })
    void isAsItsCommandWritesIt(String file, String command) {
        String[] words = command.replace("dsl-examples/", "").split(" ");

        Examples.Said said = Examples.flow(words);

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(Path.of("..").resolve(file))
                .as("write it anew: ./flow " + command + " --output " + file)
                .hasContent(said.out());
    }
}
