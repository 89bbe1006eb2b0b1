package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each example folder, started as its README says, on the embedded server. */
class EveryExampleTest {
    private static final Map<String, String> QUICK =
            Map.of("CONTROLNETFLOW_GENERATION_TIME", "100ms", "CONTROLNETFLOW_SIZE", "256*256");

    @TempDir
    private Path temp;

    static List<Path> examples() {
        return Examples.all();
    }

    static List<Path> withRoutes() {
        return Examples.all().stream()
                .filter(e -> !Examples.routes(e).isEmpty())
                .toList();
    }

    /** Those that end by themselves. */
    static List<Path> batches() {
        return withRoutes().stream()
                .filter(e -> command(e).words().get(0).equals("run"))
                .toList();
    }

    private static Readme.Command command(Path example) {
        return Readme.commands(example.resolve("README.md")).get(0);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void beginsWithOneCommandInItsReadme(Path example) {
        assertThat(Readme.blocks(example.resolve("README.md"), "sh").get(0).lines())
                .singleElement()
                .asString()
                .contains("dsl-examples/" + example.getFileName());
    }

    @ParameterizedTest
    @MethodSource("withRoutes")
    void isValid(Path example) {
        Examples.Said said = Examples.flow("validate", example.toString());

        assertThat(said.code()).as(said.toString()).isZero();
    }

    @ParameterizedTest
    @MethodSource("batches")
    void makesPicturesAndPaysForNothingTwice(Path example) throws IOException {
        Path copy = Examples.copy(example, temp);

        Examples.Said first = Examples.flow(QUICK, "run", copy.toString());

        assertThat(first.code()).as(first.toString()).isEqualTo(Examples.code(copy));
        List<Path> pictures = Examples.pictures(copy.resolve("outbox"));
        assertThat(pictures).as(first.toString()).isNotEmpty();

        Examples.Said second = Examples.flow(QUICK, "run", copy.toString());

        assertThat(second.code()).as(second.toString()).isEqualTo(Examples.code(copy));
        assertThat(second.out()).contains("submits 0");
        assertThat(Examples.pictures(copy.resolve("outbox"))).containsExactlyElementsOf(pictures);
    }
}
