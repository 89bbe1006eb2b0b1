package io.controlnetflow.routes.app;

import java.nio.file.Path;

/** Small words that many messages share. */
final class Words {
    private Words() {}

    static Path here() {
        return Path.of("").toAbsolutePath();
    }

    /** The path as one would type it from here, when that is shorter. */
    static String near(Path path) {
        return SummaryText.near(here(), path);
    }
}
