package io.controlnetflow.routes.engine.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import org.jspecify.annotations.Nullable;

/** Gathers a picture's manifest from what the ledger knows. Pure functions. */
final class Manifests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    /** @param source the dropped file, relative to its inbox */
    static Manifest of(Runs.Run run, Runs.Cell cell, Jobs.Job job, Manifest.Output picture, String source)
            throws JsonProcessingException {
        return new Manifest(
                source,
                picture,
                job.asked().controlKind(),
                (ObjectNode) JSON.readTree(job.asked().inputs()),
                new Manifest.Job(
                        job.key().hex(),
                        job.asked().provider(),
                        job.asked().model(),
                        job.predictionId(),
                        job.attempts()),
                job.cost(),
                new Manifest.Timings(
                        job.submittedAt(),
                        job.acceptedAt(),
                        job.resumedAt(),
                        job.processingAt(),
                        job.completedAt(),
                        job.doneAt(),
                        inference(job)),
                new Manifest.Origin(run.plan().id(), run.plan().flow(), cell.id()));
    }

    private static @Nullable Long inference(Jobs.Job job) throws JsonProcessingException {
        if (job.result() == null) {
            return null;
        }
        JsonNode millis = JSON.readTree(job.result()).at("/timings/inference");
        return millis.isNumber() ? millis.longValue() : null;
    }
}
