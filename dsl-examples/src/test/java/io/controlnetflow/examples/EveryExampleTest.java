package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each example folder, started as its README says, on the embedded server. */
class EveryExampleTest {
    @TempDir
    private Path temp;

    static List<Path> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void saysWhatItDoesInAReadme(Path example) {
        assertThat(example.resolve("README.md")).content().contains("./flow run dsl-examples/" + example.getFileName());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isValid(Path example) {
        Examples.Said said = Examples.flow("validate", example.toString());

        assertThat(said.code()).as(said.toString()).isZero();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void makesPicturesAndPaysForNothingTwice(Path example) throws IOException {
        Path copy = Examples.copy(example, temp);

        Examples.Said first = Examples.flow("run", copy.toString(), "--generation-time", "100ms");

        assertThat(first.code()).as(first.toString()).isZero();
        List<Path> pictures = Examples.pictures(copy.resolve("outbox"));
        assertThat(pictures).as(first.toString()).isNotEmpty();

        Examples.Said second = Examples.flow("run", copy.toString(), "--generation-time", "100ms");

        assertThat(second.code()).as(second.toString()).isZero();
        assertThat(second.out()).contains("submits 0");
        assertThat(Examples.pictures(copy.resolve("outbox"))).containsExactlyElementsOf(pictures);
    }
}
