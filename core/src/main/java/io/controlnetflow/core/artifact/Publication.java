package io.controlnetflow.core.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts files where people find them: whole or not at all, and never over another. Thread-safe, also between processes. */
public final class Publication {
    private Publication() {}

    /** What is put there. */
    public interface Content {
        /** Whether the file at the place is this already. */
        boolean isAt(Path place) throws IOException;

        /** Writes it into a new file. */
        void fill(Path part) throws IOException;
    }

    /**
     * When the target holds something else, {@code name-2.ext}, {@code name-3.ext}... is taken. Creates folders.
     *
     * @return where it is
     * @throws Unwritable naming the target
     */
    public static Path put(Path target, Content content) throws IOException {
        try {
            Files.createDirectories(AtomicFiles.folder(target));
            for (int number = 1; ; number++) {
                Path place = number == 1 ? target : numbered(target, number);
                if (content.isAt(place) || (!Files.exists(place) && appears(content, place))) {
                    return place;
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(target, e);
        }
    }

    /** Whether a file holds the artifact's bytes. */
    public static boolean same(Artifact artifact, Path place) throws IOException {
        return Files.isRegularFile(place)
                && Files.size(place) == artifact.size()
                && Files.mismatch(place, artifact.file()) == -1;
    }

    /** Writes beside the place, then links the whole file to it: a link, unlike a rename, never replaces a file. */
    private static boolean appears(Content content, Path place) throws IOException {
        Path part = AtomicFiles.part(place);
        try {
            content.fill(part);
            AtomicFiles.force(part);
            try {
                Files.createLink(place, part);
            } catch (FileAlreadyExistsException faster) {
                return content.isAt(place);
            } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
                Files.move(part, place);
            }
            AtomicFiles.forceFolder(AtomicFiles.folder(place));
            return true;
        } finally {
            AtomicFiles.deleteQuietly(part);
        }
    }

    private static Path numbered(Path target, int number) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        String numbered = dot <= 0 ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
        return target.resolveSibling(numbered);
    }
}
