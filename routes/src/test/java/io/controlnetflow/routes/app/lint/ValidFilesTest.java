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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people can run is not complained about: the examples, what the reader is tried on, and files of every kind. */
class ValidFilesTest {
    private static final Path CORE = Path.of("../core/src/test/resources/io/controlnetflow/core/dag/valid");
    private static final Path OURS = Path.of("src/test/resources/io/controlnetflow/routes/app/lint/valid");
    private static final Path EXAMPLES = Path.of("../dsl-examples");

    private static Lint lint;

    @BeforeAll
    static void open() {
        lint = new Lint(Set.of("SHOP_KEY", "PROMPT_DEFAULT"));
    }

    @AfterAll
    static void close() {
        lint.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTaken(Path given) throws IOException {
        Path path = given.toAbsolutePath().normalize();
        List<Finding> found = new ArrayList<>();
        Path folder = Files.isDirectory(path) ? path : Objects.requireNonNull(path.getParent());
        found.addAll(lint.check(Texts.read(folder, files(path), found)));
        assertThat(found).isEmpty();
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            return files.filter(f -> f.toString().matches(".*\\.(dag|camel)\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Path> cases() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path where : List.of(CORE, OURS, EXAMPLES)) {
            try (Stream<Path> some = Files.list(where)) {
                some.filter(f -> where != EXAMPLES || f.getFileName().toString().matches("[0-9].*"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all.stream();
    }
}
