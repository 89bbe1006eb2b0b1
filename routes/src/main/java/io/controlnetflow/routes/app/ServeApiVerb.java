package io.controlnetflow.routes.app;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow serve-api}. */
@Command(
        name = "serve-api",
        description = "Serves the embedded API alone, for other clients and for rehearsing.",
        footerHeading = "%nExample%n",
        footer = "  flow serve-api --port 8088 --state /tmp/api")
final class ServeApiVerb extends Verb {
    @Option(names = "--port", paramLabel = "N", description = "Port on 127.0.0.1. Default: a free one.")
    private int port;

    ServeApiVerb(Console console, Map<String, String> environment) {
        super(console, environment);
    }

    @Override
    Set<Setting> settings() {
        return EnumSet.of(Setting.STATE, Setting.REHEARSE, Setting.REHEARSE_SEED, Setting.GENERATION_TIME);
    }

    @Override
    int perform() {
        console().say("port " + port);
        return ExitCode.DONE;
    }
}
