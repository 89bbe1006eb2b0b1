package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.story.Inside;
import io.controlnetflow.core.artifact.story.Story;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.folder.FolderInputs;
import io.controlnetflow.core.job.RequestFields;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * The prompt that a dropped picture tells of itself: nothing else of its story is taken.
 *
 * @param taken whether it is asked at all
 */
record PicturePrompt(boolean taken) {
    private static final String PROMPT = "prompt";

    RequestFields fields(String path, Artifact picture) throws IOException {
        return of(picture)
                .map(prompt -> RequestFields.NONE.with(path, PROMPT, prompt))
                .orElse(RequestFields.NONE);
    }

    /** Nothing for a flow that has no text of this name. */
    Map<String, FolderInputs.Said> inputs(Flow flow, String path, Artifact picture) throws IOException {
        Input input = flow.inputs().get(PROMPT);
        if (input == null || input.type() != InputType.STRING) {
            return Map.of();
        }
        return of(picture)
                .map(prompt -> Map.of(PROMPT, new FolderInputs.Said(prompt, path)))
                .orElse(Map.of());
    }

    private Optional<String> of(Artifact picture) throws IOException {
        return taken
                ? Inside.read(Files.readAllBytes(picture.file()))
                        .flatMap(Story::prompt)
                        .filter(said -> !said.isBlank())
                : Optional.empty();
    }
}
