package io.controlnetflow.core.artifact.story;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.AtomicFiles;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.Publication;
import io.controlnetflow.core.artifact.Sha256;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.text.PictureTexts;
import io.controlnetflow.core.image.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivered picture on its way to where people find it, with its story inside or as it is. One that lies there already stays, in
 * either form. Not thread-safe.
 */
public final class TellingPicture implements Publication.Content {
    /** No story is longer, bytes. */
    private static final long MOST = 1 << 20;

    private final Artifact delivered;
    private final @Nullable ObjectNode story;
    private boolean asDelivered;
    private @Nullable String untold;

    /** @param story to be put into it; null: none */
    public TellingPicture(Artifact delivered, @Nullable ObjectNode story) {
        this.delivered = delivered;
        this.story = story;
    }

    /** Also true of a file that holds this picture with whatever story of ours, and nothing else. */
    @Override
    public boolean isAt(Path place) throws IOException {
        asDelivered = Publication.same(delivered, place);
        if (asDelivered) {
            return true;
        }
        if (!Files.isRegularFile(place) || Files.size(place) > delivered.size() + MOST) {
            return false;
        }
        byte[] there = Files.readAllBytes(place);
        Texts texts = PictureTexts.read(there);
        return texts.story() != null
                && with(texts).filter(made -> Arrays.equals(made, there)).isPresent();
    }

    @Override
    public void fill(Path part) throws IOException {
        Optional<byte[]> made = story == null ? Optional.empty() : with(Inside.texts(story));
        if (made.isPresent()) {
            AtomicFiles.fill(part, made.get());
        } else {
            Files.copy(delivered.file(), part);
            asDelivered = true;
        }
    }

    private Optional<byte[]> with(Texts texts) throws IOException {
        byte[] bytes = Files.readAllBytes(delivered.file());
        if (!PictureTexts.fit(bytes)) {
            return Optional.empty();
        }
        try {
            byte[] made = PictureTexts.with(bytes, texts);
            if (made.length - bytes.length > MOST) {
                throw new UnusablePicture("its story is longer than %,d bytes".formatted(MOST));
            }
            return Optional.of(made);
        } catch (UnusablePicture e) {
            untold = e.getMessage();
            return Optional.empty();
        }
    }

    /** Why the file has no story inside although there is one; null when it has, or was not asked to. */
    public @Nullable String untold() {
        return untold;
    }

    /** What the manifest says of the file once it is in its place; null when its bytes are those that were delivered. */
    public Manifest.@Nullable Published published(Path place) throws IOException {
        return asDelivered ? null : new Manifest.Published(Sha256.of(place), Files.size(place));
    }
}
