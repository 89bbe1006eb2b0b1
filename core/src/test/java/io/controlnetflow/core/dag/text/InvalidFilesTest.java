package io.controlnetflow.core.dag.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file under {@code invalid/} says in its last lines what is said about it: {@code # says: line:column: …}. */
class InvalidFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/controlnetflow/core/dag/invalid");
    private static final String SAYS = "# says: ";

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithWhatItSays(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> expected = text.lines()
                .filter(line -> line.startsWith(SAYS))
                .map(line -> line.substring(SAYS.length()))
                .toList();
        String name = file.getFileName().toString();
        Reading reading = FlowReader.read(name, text);
        assertThat(reading).isInstanceOf(Reading.Bad.class);
        assertThat(((Reading.Bad) reading).findings().stream().map(Finding::toString))
                .containsExactlyElementsOf(
                        expected.stream().map(line -> name + ":" + line).toList());
    }

    @Test
    void thereAreAtLeastForty() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }
}
