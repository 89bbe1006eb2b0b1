package io.controlnetflow.routes.app.verb;

import io.controlnetflow.routes.app.console.Console;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code flow reject}. */
@Command(
        name = "reject",
        description = "Says no to what waits for a person: what needs it is skipped.",
        footerHeading = "%nExample%n",
        footer = "  flow reject 3f9a12 ok --path shop")
public final class RejectVerb extends DecideVerb {
    public RejectVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    boolean yes() {
        return false;
    }
}
