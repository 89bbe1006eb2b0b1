package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.FolderStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Opens the artifact store of a state folder. */
final class Stores {
    private Stores() {}

    /** A word that is the same for everybody who shares the store, wherever it is mounted. */
    static String name(Path stateFolder) throws IOException {
        Path file = stateFolder.resolve("artifacts").resolve("store.id");
        if (!Files.exists(file)) {
            Path part = file.resolveSibling(UUID.randomUUID() + ".part");
            Files.createDirectories(part.getParent());
            Files.writeString(part, UUID.randomUUID().toString());
            try {
                Files.createLink(file, part);
            } catch (FileAlreadyExistsException faster) {
                return name(stateFolder);
            } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
                Files.copy(part, file);
            } finally {
                Files.delete(part);
            }
        }
        return Files.readString(file).trim();
    }

    static ArtifactStore open(Path stateFolder) {
        return new FolderStore(stateFolder.resolve("artifacts"));
    }
}
