package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.Measured;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.measure.Likeness;
import io.controlnetflow.core.image.measure.MapAgreement;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.stage.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how well the ControlNet model's pictures keep to their maps, and what they are like. Never fails: what cannot be measured has no measure. It
 * works on the caller's thread, so none of the stages that a job goes through calls it. Thread-safe.
 */
public final class Agreements {
    private static final Logger LOG = LoggerFactory.getLogger(Agreements.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORED = "sha256:";

    private final ArtifactStore store;
    private final Meters meters;
    private final boolean measured;

    Agreements(ArtifactStore store, Meters meters, boolean measured) {
        this.store = store;
        this.meters = meters;
        this.measured = measured;
    }

    /**
     * Measures how well it keeps to its map, and counts that in the meter; so it is asked once a picture.
     *
     * @param picture one of those that the job made
     */
    public Optional<MapAgreement> of(Jobs.Job job, Artifact picture) {
        return isMeasured(job) ? agreement(job, () -> decoded(picture)) : Optional.empty();
    }

    /** The same, and what else its pixels tell. */
    public Measured all(Jobs.Job job, Artifact picture) {
        if (!isMeasured(job)) {
            return Measured.NOTHING;
        }
        try {
            Picture decoded = decoded(picture);
            return new Measured(agreement(job, () -> decoded).orElse(null), Likeness.dHash(decoded));
        } catch (IOException | UnusablePicture e) {
            LOG.debug("job {}: its picture cannot be looked at", job.key().brief(), e);
            return Measured.NOTHING;
        }
    }

    private boolean isMeasured(Jobs.Job job) {
        return measured && job.asked().model().equals(GenerationRequest.MODEL);
    }

    private interface Pixels {
        Picture read() throws IOException;
    }

    private Optional<MapAgreement> agreement(Jobs.Job job, Pixels picture) {
        String name = job.asked().controlKind();
        if (name == null) {
            return Optional.empty();
        }
        try {
            ControlKind kind = ControlKind.of(name);
            Optional<Artifact> map = MapAgreement.by(kind).isEmpty() ? Optional.empty() : map(job.asked());
            if (map.isEmpty()) {
                return Optional.empty();
            }
            Optional<MapAgreement> found = MapAgreement.of(kind, decoded(map.get()), picture.read());
            found.ifPresent(agreement -> meters.agreement(kind, agreement.score()));
            return found;
        } catch (IOException | UnusablePicture | InvalidField e) {
            LOG.debug(
                    "job {}: how well its picture keeps to the map is not known",
                    job.key().brief(),
                    e);
            return Optional.empty();
        }
    }

    /** A map that is an address only is not fetched for this. */
    private Optional<Artifact> map(Jobs.NewJob asked) throws IOException {
        String ref = reference(asked.inputs());
        return ref.startsWith(STORED) ? store.find(ref.substring(STORED.length())) : Optional.empty();
    }

    private static String reference(String inputs) throws JsonProcessingException {
        return JSON.readTree(inputs).path("control_image").asText();
    }

    private static Picture decoded(Artifact artifact) throws IOException {
        return Pictures.decode(Files.readAllBytes(artifact.file()));
    }
}
