package io.controlnetflow.core.artifact.story;

import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the story of a file: of a manifest, of a picture that tells it itself, of whatever has its manifest beside it. */
public final class Stories {
    /** Larger files are no pictures of ours, and no manifests. */
    private static final long MOST = 256L << 20;

    private Stories() {}

    /** How the bytes of a file stand to its story. */
    public enum Bytes {
        /** The file is the manifest; it was not asked for the picture. */
        NOT_ASKED,
        /** They are those that the manifest names. */
        AS_TOLD,
        /** The manifest names others: the file was changed, or is another one. */
        CHANGED,
        /** Nothing outside the file says what they should be. */
        UNKNOWN
    }

    /**
     * A story, and where it was found.
     *
     * @param manifest the file that tells it; null when the picture does
     */
    public record Found(Story story, @Nullable Path manifest, Bytes bytes) {}

    /** Empty when nothing tells how the file was made. */
    public static Optional<Found> of(Path file) throws IOException {
        Path beside = Manifest.beside(file);
        Optional<Story> told = Files.isRegularFile(beside) ? manifest(beside) : Optional.empty();
        if (told.isPresent()) {
            return Optional.of(new Found(told.get(), beside, bytes((Story.Ours) told.get(), file)));
        }
        Optional<Story> own = manifest(file);
        if (own.isPresent()) {
            return Optional.of(new Found(own.get(), file, Bytes.NOT_ASKED));
        }
        return Files.size(file) > MOST
                ? Optional.empty()
                : Inside.read(Files.readAllBytes(file)).map(story -> new Found(story, null, Bytes.UNKNOWN));
    }

    private static Optional<Story> manifest(Path file) throws IOException {
        if (!String.valueOf(file.getFileName()).endsWith(".json") || Files.size(file) > MOST) {
            return Optional.empty();
        }
        return Inside.ours(Story.Teller.MANIFEST, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static Bytes bytes(Story.Ours story, Path file) throws IOException {
        String sha256 = Sha256.of(file);
        boolean named = sha256.equals(story.json().at("/picture/sha256").asText())
                || sha256.equals(story.json().at("/picture/published/sha256").asText());
        return named ? Bytes.AS_TOLD : Bytes.CHANGED;
    }
}
