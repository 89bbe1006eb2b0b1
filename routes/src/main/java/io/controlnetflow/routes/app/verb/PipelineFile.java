package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one {@code *.dag.yaml} that a PATH means. */
final class PipelineFile {
    private static final String ENDING = ".dag.yaml";

    private PipelineFile() {}

    /** @param path a pipeline, or a folder that holds exactly one */
    static Path of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new Refusal(path + ": does not exist; name a *.dag.yaml, or a folder that holds one");
        }
        if (!Files.isDirectory(path)) {
            if (!path.toString().endsWith(ENDING)) {
                throw new Refusal(path + ": is no pipeline; their files end in " + ENDING);
            }
            return path;
        }
        List<Path> found = in(path);
        if (found.isEmpty()) {
            throw new Refusal(path + ": holds no *.dag.yaml; name one");
        }
        if (found.size() > 1) {
            throw new Refusal(path + ": holds " + found.size() + " pipelines; name one of "
                    + found.stream().map(f -> String.valueOf(f.getFileName())).collect(Collectors.joining(", ")));
        }
        return found.get(0);
    }

    /** Those of a folder, in order. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    /** Says what is wrong with a file, and where; answers with the exit code. */
    static int refused(Console console, Path file, Reading.Bad bad, boolean asJson) {
        Style style = console.style();
        bad.findings().forEach(f -> console.complain(style.bad(style.pick("✗", "x")) + " " + f));
        if (asJson) {
            ObjectNode json = Json.object().put("exit_code", ExitCode.USAGE).put("file", file.toString());
            ArrayNode problems = json.putArray("problems");
            bad.findings().forEach(f -> problems.addObject()
                    .put("file", f.file())
                    .put("line", f.line())
                    .put("column", f.column())
                    .put("message", f.text()));
            console.result(json);
        }
        return ExitCode.USAGE;
    }
}
