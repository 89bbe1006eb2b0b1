package io.controlnetflow.routes.app.console;

import java.nio.file.Path;

/** Small words that many messages share. */
public final class Words {
    private Words() {}

    public static Path here() {
        return Path.of("").toAbsolutePath();
    }

    /** The path as one would type it from here, when that is shorter. */
    public static String near(Path path) {
        return SummaryText.near(here(), path);
    }
}
