package io.controlnetflow.routes.app.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.routes.app.lint.file.Finding;
import io.controlnetflow.routes.app.lint.file.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file under {@code invalid/}, and all files of each folder there together, say in their last lines what is said about them:
 * {@code # says: line:column: …}.
 */
class InvalidFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/controlnetflow/routes/app/lint/invalid");
    private static final String SAYS = "# says: ";

    private static Lint lint;

    @BeforeAll
    static void open() {
        lint = new Lint(Set.of("SHOP_KEY"));
    }

    @AfterAll
    static void close() {
        lint.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithWhatItSays(Path given) throws IOException {
        Path path = given.toAbsolutePath();
        List<Finding> found = new ArrayList<>();
        Path folder = Files.isDirectory(path) ? path : Objects.requireNonNull(path.getParent());
        Texts texts = Texts.read(folder, Files.isDirectory(path) ? files(path) : List.of(path), found);
        found.addAll(lint.check(texts));
        assertThat(expected(texts)).as("what it says").isNotEmpty();
        assertThat(found.stream()
                        .map(f -> f.file().getFileName() + ":" + f.line() + ":" + f.column() + ": " + f.message()))
                .containsExactlyElementsOf(expected(texts));
    }

    @Test
    void thereAreAtLeastForty() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(40);
    }

    private static List<String> expected(Texts texts) {
        return texts.files().entrySet().stream()
                .flatMap(e -> e.getValue()
                        .lines()
                        .filter(line -> line.startsWith(SAYS))
                        .map(line -> e.getKey().getFileName() + ":" + line.substring(SAYS.length())))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.(dag|camel)\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }
}
