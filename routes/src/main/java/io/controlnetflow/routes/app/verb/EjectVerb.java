package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Setting;
import io.controlnetflow.routes.dsl.CamelYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow eject}. */
@Command(
        name = "eject",
        description = {
            "Writes a pipeline (*.dag.yaml) as plain Camel routes, on stdout or into a file.",
            "The routes do the same with the same jobs; relative names start from their file's folder."
        },
        footerHeading = "%nExamples%n",
        footer = {"  flow eject shop/shoot.dag.yaml", "  flow eject shop/shoot.dag.yaml --output shop/shoot.camel.yaml"
        })
public final class EjectVerb extends Verb {
    private static final String PIPELINE = ".dag.yaml";

    @Parameters(paramLabel = "PATH", description = "A *.dag.yaml, or a folder that holds one.")
    private Path path = Path.of(".");

    @Option(names = "--output", paramLabel = "FILE", description = "Where the routes are written; stdout by default.")
    private @Nullable Path output;

    public EjectVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.noneOf(Setting.class);
    }

    @Override
    int perform() throws IOException {
        Path file = file();
        Reading reading = FlowReader.read(file.toString(), Files.readString(file));
        if (reading instanceof Reading.Bad bad) {
            return refused(file, bad);
        }
        Flow flow = ((Reading.Good) reading).flow();
        String routes = routes(file, flow);
        Path into = output;
        if (into != null) {
            write(into, routes);
            console()
                    .say("Wrote " + Words.near(into.toAbsolutePath()) + ": "
                            + Style.count(flow.nodes().size(), "route") + " of " + flow.name() + "; take "
                            + file.getFileName() + " away before both are in one folder");
        } else if (!asJson()) {
            console().say(routes.stripTrailing());
        }
        if (asJson()) {
            ObjectNode json = Json.object().put("exit_code", ExitCode.DONE).put("file", file.toString());
            console().result(into == null ? json.put("routes", routes) : json.put("output", into.toString()));
        }
        return ExitCode.DONE;
    }

    private int refused(Path file, Reading.Bad bad) {
        Style style = console().style();
        bad.findings().forEach(f -> console().complain(style.bad(style.pick("✗", "x")) + " " + f));
        if (asJson()) {
            ObjectNode json = Json.object().put("exit_code", ExitCode.USAGE).put("file", file.toString());
            ArrayNode problems = json.putArray("problems");
            bad.findings().forEach(f -> problems.addObject()
                    .put("file", f.file())
                    .put("line", f.line())
                    .put("column", f.column())
                    .put("message", f.text()));
            console().result(json);
        }
        return ExitCode.USAGE;
    }

    private static String routes(Path file, Flow flow) {
        try {
            return CamelYaml.of(flow);
        } catch (InvalidFlow e) {
            throw new Refusal(file + ": " + e.getMessage());
        }
    }

    private static void write(Path into, String routes) throws IOException {
        if (Files.exists(into)) {
            throw new Refusal(into + ": is there already; remove it, or name another file");
        }
        Path folder = into.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new Refusal(into + ": its folder does not exist; make it, or name another file");
        }
        Files.writeString(into, routes);
    }

    private Path file() throws IOException {
        if (!Files.exists(path)) {
            throw new Refusal(path + ": does not exist; name a *.dag.yaml, or a folder that holds one");
        }
        if (!Files.isDirectory(path)) {
            if (!path.toString().endsWith(PIPELINE)) {
                throw new Refusal(path + ": is no pipeline; their files end in " + PIPELINE);
            }
            return path;
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(path)) {
            found = files.filter(f -> f.toString().endsWith(PIPELINE)).sorted().toList();
        }
        if (found.size() != 1) {
            throw new Refusal(path + ": holds "
                    + (found.isEmpty()
                            ? "no *.dag.yaml; name one"
                            : found.size() + " pipelines; name one of "
                                    + String.join(
                                            ", ",
                                            found.stream()
                                                    .map(f -> String.valueOf(f.getFileName()))
                                                    .toList())));
        }
        return found.get(0);
    }
}
