package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow watch}. */
@Command(
        name = "watch",
        description = {
            "Serves a folder until it is stopped: what lies there and whatever comes.",
            "Inputs move to done/ or error/ beside the inbox when their pictures are made.",
            "Meanwhile status, approve, cancel and the like are done by this process."
        },
        footerHeading = "%nExamples%n",
        footer = {
            "  flow watch shop",
            "  flow watch --inbox a --outbox b --state c --prompt \"a watercolour\" --account-level silver"
        })
public final class WatchVerb extends ServeVerb {
    public WatchVerb(Console console, Map<String, String> environment, Held.Commands commands) {
        super(console, environment, commands);
    }

    @Override
    FolderSpec.Mode mode() {
        return FolderSpec.Mode.WATCH;
    }
}
