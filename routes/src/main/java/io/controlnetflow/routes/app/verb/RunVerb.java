package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow run}. */
@Command(
        name = "run",
        description = {
            "Makes pictures of what lies in a folder now, then ends.",
            "Inputs stay where they are; the same command again pays for nothing twice."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow run dsl-examples/01-drop-a-folder",
            "  flow run --inbox photos --outbox pictures --prompt \"a watercolour\" --control-kind soft-edge",
            "  flow run shop --json > result.json"
        })
public final class RunVerb extends ServeVerb {
    public RunVerb(Console console, Map<String, String> environment, Held.Commands commands) {
        super(console, environment, commands);
    }

    @Override
    FolderSpec.Mode mode() {
        return FolderSpec.Mode.RUN;
    }
}
