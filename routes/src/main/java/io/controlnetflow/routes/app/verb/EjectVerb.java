package io.controlnetflow.routes.app.verb;

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
import java.util.Map;
import java.util.Set;
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
        Path file = PipelineFile.of(path);
        Reading reading = FlowReader.read(file.toString(), Files.readString(file));
        if (reading instanceof Reading.Bad bad) {
            return PipelineFile.refused(console(), file, bad, asJson());
        }
        Flow flow = ((Reading.Good) reading).flow();
        String routes = routes(file, flow);
        Path into = output;
        if (into != null) {
            OutputFile.create(into, routes);
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

    private static String routes(Path file, Flow flow) {
        try {
            return CamelYaml.of(flow);
        } catch (InvalidFlow e) {
            throw new Refusal(file + ": " + e.getMessage());
        }
    }
}
