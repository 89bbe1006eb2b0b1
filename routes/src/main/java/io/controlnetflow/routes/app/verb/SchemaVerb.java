package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.dag.FlowSchema;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow schema}. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON schema of pipelines (*.dag.yaml), which lets an editor complete and check them.",
            "A file names it in its first line: # yaml-language-server: $schema=dag.schema.json"
        },
        footerHeading = "%nExample%n",
        footer = "  flow schema --output shop/dag.schema.json")
public final class SchemaVerb extends Verb {
    private static final String MARK = "{\n  \"$schema\"";

    @Option(names = "--output", paramLabel = "FILE", description = "Where the schema is written; stdout by default.")
    private @Nullable Path output;

    public SchemaVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.noneOf(Setting.class);
    }

    @Override
    int perform() throws IOException {
        Path into = output;
        if (into != null) {
            OutputFile.replace(into, FlowSchema.text(), MARK);
            console().say("Wrote " + Words.near(into.toAbsolutePath()) + ": the schema of *.dag.yaml");
            if (asJson()) {
                console().result(Json.object().put("exit_code", ExitCode.DONE).put("output", into.toString()));
            }
        } else if (asJson()) {
            console().result(Json.object().put("exit_code", ExitCode.DONE).set("schema", FlowSchema.json()));
        } else {
            console().say(FlowSchema.text().stripTrailing());
        }
        return ExitCode.DONE;
    }
}
