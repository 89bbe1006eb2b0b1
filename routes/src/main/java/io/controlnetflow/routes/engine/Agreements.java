package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.image.MapAgreement;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Pictures;
import io.controlnetflow.core.image.UnusablePicture;
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
 * Measures how well the ControlNet model's pictures keep to their maps. Never fails: what cannot be measured has no measure. It
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
     * Measures, and counts it in the meter; so it is asked once a picture.
     *
     * @param picture one of those that the job made
     */
    public Optional<MapAgreement> of(Jobs.Job job, Artifact picture) {
        Jobs.NewJob asked = job.asked();
        if (!measured || !asked.model().equals(GenerationRequest.MODEL) || asked.controlKind() == null) {
            return Optional.empty();
        }
        try {
            ControlKind kind = ControlKind.of(asked.controlKind());
            Optional<Artifact> map = MapAgreement.by(kind).isEmpty() ? Optional.empty() : map(asked);
            if (map.isEmpty()) {
                return Optional.empty();
            }
            Optional<MapAgreement> found = MapAgreement.of(kind, decoded(map.get()), decoded(picture));
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
