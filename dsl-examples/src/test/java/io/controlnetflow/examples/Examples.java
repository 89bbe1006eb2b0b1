package io.controlnetflow.examples;

import io.controlnetflow.core.artifact.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The example folders, copies of them, and the flow program as a test calls it. */
final class Examples {
    private static final List<String> LEFT = List.of(".flow", "outbox", "done", "error", "received", "s3");

    private Examples() {}

    /** Every folder of this module whose name starts with a number. */
    static List<Path> all() {
        try (Stream<Path> folders = Files.list(Path.of(""))) {
            return folders.filter(f -> f.getFileName().toString().matches("\\d\\d-.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy as it is in git: without what a run leaves behind. */
    static Path copy(Path example, Path into) throws IOException {
        Path target = into.resolve(example.getFileName().toString());
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = example.relativize(file);
                if (LEFT.stream().noneMatch(relative::startsWith)) {
                    Path to = target.resolve(relative.toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        return target;
    }

    /** Its pipelines and Camel routes in YAML. */
    static List<Path> routes(Path example) {
        return files(example, ".*\\.(dag|camel)\\.yaml");
    }

    static List<Path> pipelines(Path example) {
        return files(example, ".*\\.dag\\.yaml");
    }

    private static List<Path> files(Path folder, String names) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(names)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a run of it ends: 3 where it waits for a person, else 0. */
    static int code(Path example) throws IOException {
        for (Path pipeline : pipelines(example)) {
            if (Files.readString(pipeline).contains("approve:")) {
                return 3;
            }
        }
        return 0;
    }

    /** Pictures anywhere below a folder; none when it is missing. */
    static List<Path> pictures(Path folder) throws IOException {
        return Tree.files(folder).stream()
                .filter(f -> f.toString().matches(".*\\.(jpg|jpeg|png|webp)"))
                .sorted()
                .toList();
    }

    /** What the program said, and its exit code. */
    record Said(int code, String out, String err) {}

    static Said flow(String... args) {
        return flow(Map.of(), args);
    }

    static Said flow(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = io.controlnetflow.routes.app.Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                args);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
