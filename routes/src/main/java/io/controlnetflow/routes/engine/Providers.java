package io.controlnetflow.routes.engine;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import java.net.URI;
import java.util.function.Consumer;

/** Chooses whom jobs are sent to; starts the embedded server when it is nobody else. */
final class Providers {
    private static final String LOCAL_KEY = "local";

    private Providers() {}

    static Provider open(EngineSettings settings, Consumer<AutoCloseable> closing) {
        if (elsewhere(settings)) {
            return at(settings);
        }
        EmbeddedSettings embedded = settings.embedded() != null
                ? settings.embedded()
                : EmbeddedSettings.in(settings.stateFolder().resolve("embedded"));
        EmbeddedServer server = EmbeddedServer.start(embedded);
        closing.accept(server);
        String key = embedded.keys().stream().sorted().findFirst().orElse(LOCAL_KEY);
        return Provider.embedded(URI.create(server.baseUrl()), key);
    }

    /** What {@link #open} will give its provider as identity; starts nothing. */
    static String identity(EngineSettings settings) {
        return elsewhere(settings) ? at(settings).identity() : Provider.EMBEDDED;
    }

    private static boolean elsewhere(EngineSettings settings) {
        return settings.baseUrl() != null || settings.apiKey() != null;
    }

    private static Provider at(EngineSettings settings) {
        String url = settings.baseUrl();
        return Provider.at(url == null ? Provider.WAVESPEED : url, settings.apiKey());
    }
}
