package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.sheet.ContactSheet;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.engine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a batch's contact sheet: each control map beside its pictures. */
public final class ContactSheets {
    private static final Logger LOG = LoggerFactory.getLogger(ContactSheets.class);
    private final Outbox outbox;

    public ContactSheets(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Puts {@code contact-sheet} into the outbox; null when the batch has no pictures. */
    @Nullable
    Path of(Collection<DropTask> tasks) throws IOException {
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        List<Outcome.Shown> shown =
                tasks.stream().flatMap(t -> t.outcome().shown().stream()).toList();
        boolean only = shown.stream().map(Outcome.Shown::source).distinct().count() == 1;
        int most = Math.min(ContactSheet.MOST, shown.size());
        for (Outcome.Shown one : shown.subList(0, most)) {
            Optional<Picture> picture = picture(one.outputRef());
            if (picture.isPresent()) {
                String control = one.controlRef();
                ContactSheet.Tile tile = new ContactSheet.Tile(
                        control == null ? null : picture(control).orElse(null),
                        one.kind(),
                        picture.get(),
                        one.caption(only));
                tiles.add(tile.among(most));
            }
        }
        return tiles.isEmpty()
                ? null
                : outbox.put(
                        outbox.keep(Encode.jpeg(ContactSheet.of(tiles, 0, shown.size() - most))), "", "contact-sheet");
    }

    private Optional<Picture> picture(String ref) throws IOException {
        Optional<Artifact> artifact = outbox.find(ref);
        if (artifact.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pictures.decode(Files.readAllBytes(artifact.get().file()), Bounds.DEFAULT));
        } catch (UnusablePicture e) {
            LOG.info("contact sheet: {} is left out: {}", ref, e.getMessage());
            return Optional.empty();
        }
    }
}
