package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.Version;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.app.settings.Place;
import io.controlnetflow.routes.app.settings.Settings;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.Provider;
import java.util.stream.Collectors;

/** The first lines of a run: whom jobs are sent to, and which folders. Pure functions. */
public final class StartLine {
    private StartLine() {}

    public static String of(Settings settings, Style style) {
        String dot = style.pick(" · ", " | ");
        return style.bold("ControlNet Flow " + Version.number()) + style.dim(dot)
                + provider(settings.engine())
                + System.lineSeparator()
                + "  " + Words.near(settings.inbox()) + style.pick(" → ", " -> ") + Words.near(settings.outbox())
                + style.dim(dot + "state " + Words.near(settings.state()));
    }

    public static String ofRoutes(Place place, Settings settings, Style style) {
        String dot = style.pick(" · ", " | ");
        String files = place.routes().stream().map(Words::near).collect(Collectors.joining(", "));
        return style.bold("ControlNet Flow " + Version.number()) + style.dim(dot)
                + provider(settings.engine())
                + System.lineSeparator() + "  routes of " + files
                + style.dim(dot + "state " + Words.near(settings.state()));
    }

    /** True when the embedded server answers: its pictures are stand-ins. */
    public static boolean standIn(Settings settings) {
        return settings.engine().baseUrl() == null && settings.engine().apiKey() == null;
    }

    static String provider(EngineSettings engine) {
        if (engine.baseUrl() != null) {
            return engine.baseUrl() + (engine.apiKey() == null ? " (no key)" : " (key from " + Settings.API_KEY + ")");
        }
        return engine.apiKey() != null
                ? Provider.WAVESPEED + " (key from " + Settings.API_KEY + ")"
                : "embedded server: no " + Settings.API_KEY + " is set, so the pictures are stand-ins and free";
    }
}
