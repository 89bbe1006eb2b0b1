package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.FolderStore;
import java.nio.file.Path;

/** Opens the artifact store of a state folder. */
final class Stores {
    private Stores() {}

    static ArtifactStore open(Path stateFolder) {
        return new FolderStore(stateFolder.resolve("artifacts"));
    }
}
