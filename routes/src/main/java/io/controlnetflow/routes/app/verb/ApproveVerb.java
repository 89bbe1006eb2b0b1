package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow approve}. */
@Command(
        name = "approve",
        description = "Says yes to what waits for a person: the run goes on.",
        footerHeading = "%nExample%n",
        footer = "  flow approve 3f9a12 ok --path shop")
public final class ApproveVerb extends DecideVerb {
    public ApproveVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    boolean yes() {
        return true;
    }
}
