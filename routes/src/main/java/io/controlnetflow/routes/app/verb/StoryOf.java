package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.artifact.story.Stories;
import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the story of the file that a person names. */
final class StoryOf {
    private StoryOf() {}

    /** @throws Refusal when it is not there, or tells nothing */
    static Stories.Found file(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("FILE: " + file + " is " + (Files.exists(file) ? "no file" : "not there")
                    + "; name a picture or a manifest");
        }
        return Stories.of(file)
                .orElseThrow(() -> new Refusal(
                        file + ": nothing tells how it was made; there is no manifest beside it, and nothing is written"
                                + " inside (pictures made with --embed have it)"));
    }
}
