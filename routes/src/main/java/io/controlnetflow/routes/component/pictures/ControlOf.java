package io.controlnetflow.routes.component.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.measure.EdgeAgreement;
import io.controlnetflow.core.image.measure.Likeness;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.component.message.GivenPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the control map that a picture was made by: the one that the message names, or the one that its job was asked with. */
final class ControlOf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LIGHT =
            Set.of(ControlKind.GRAY.text(), ControlKind.DEPTH.text(), ControlKind.APPROX_DEPTH.text());

    private final Supplier<ArtifactStore> store;

    /** @param store asked only for pictures whose job is known */
    ControlOf(Supplier<ArtifactStore> store) {
        this.store = store;
    }

    Optional<GivenPicture> find(GivenPicture picture) throws IOException {
        if (picture.control() != null) {
            return Optional.of(picture.control());
        }
        Jobs.Job job = picture.job();
        if (job == null) {
            return Optional.empty();
        }
        JsonNode ref = JSON.readTree(job.asked().inputs()).path("control_image");
        if (!ref.asText().startsWith("sha256:")) {
            return Optional.empty();
        }
        Optional<Artifact> map = store.get().find(ref.asText().substring("sha256:".length()));
        String kind = job.asked().controlKind();
        return map.map(stored -> new GivenPicture(
                "control_image",
                stored.ref(),
                () -> Files.readAllBytes(stored.file()),
                null,
                kind == null ? "" : kind,
                null));
    }

    /** F1 of edges; for maps that are made of light and not of lines, the correlation of light. */
    double agreement(GivenPicture picture) throws IOException {
        GivenPicture control = find(picture)
                .orElseThrow(() -> new InvalidField(
                        picture.field(),
                        picture.name(),
                        "comes without the control map that it was made by",
                        "name the map as control_image, or one for each picture as controls"));
        Picture map = control.decode();
        Picture made = picture.decode();
        return LIGHT.contains(control.kind()) ? Likeness.luminance(map, made) : EdgeAgreement.of(map, made);
    }
}
