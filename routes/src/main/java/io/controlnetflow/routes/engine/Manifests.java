package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is written beside each picture: everything that led to it. Pure functions. */
final class Manifests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private Manifests() {}

    /**
     * @param output the picture's value, as the job left it
     * @param source the dropped file, relative to its inbox
     * @param n which of the job's pictures, from 1
     */
    static ObjectNode of(
            Runs.Run run, Runs.Cell cell, Jobs.Job job, JsonNode output, Artifact artifact, String source, int n)
            throws JsonProcessingException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("manifest", FORMAT);
        manifest.put("source", source);
        ObjectNode picture = manifest.putObject("picture");
        picture.put("sha256", artifact.sha256()).put("bytes", artifact.size());
        picture.put("media_type", artifact.mediaType()).put("number", n);
        picture.put("nsfw", output.path("nsfw").asBoolean());
        ObjectNode parameters = (ObjectNode) JSON.readTree(job.asked().inputs());
        control(manifest, parameters, job);
        manifest.set("seed", parameters.get("seed"));
        manifest.set("parameters", parameters);
        ObjectNode made = manifest.putObject("job");
        made.put("key", job.key().hex()).put("provider", job.asked().provider());
        made.put("model", job.asked().model()).put("prediction_id", job.predictionId());
        made.put("attempts", job.attempts());
        manifest.put("cost_usd", job.cost().stripTrailingZeros());
        manifest.set("timings", timings(job));
        manifest.putObject("run")
                .put("id", run.plan().id())
                .put("flow", run.plan().flow())
                .put("cell", cell.id());
        return manifest;
    }

    private static void control(ObjectNode manifest, ObjectNode parameters, Jobs.Job job) {
        String image = parameters.path("control_image").asText();
        ObjectNode control = manifest.putObject("control");
        control.put("kind", job.asked().controlKind());
        control.put(image.startsWith("sha256:") ? "sha256" : "url", image.replaceFirst("^sha256:", ""));
    }

    private static ObjectNode timings(Jobs.Job job) throws JsonProcessingException {
        ObjectNode timings = JsonNodeFactory.instance.objectNode();
        time(timings, "submitted_at", job.submittedAt());
        time(timings, "accepted_at", job.acceptedAt());
        time(timings, "processing_at", job.processingAt());
        time(timings, "completed_at", job.completedAt());
        time(timings, "stored_at", job.doneAt());
        Instant accepted = job.acceptedAt();
        Instant completed = job.completedAt();
        if (accepted != null && completed != null) {
            timings.put(
                    "accepted_to_completed_ms",
                    Duration.between(accepted, completed).toMillis());
        }
        JsonNode inference = job.result() == null
                ? JsonNodeFactory.instance.missingNode()
                : JSON.readTree(job.result()).at("/timings/inference");
        if (inference.isNumber()) {
            timings.put("inference_ms", inference.longValue());
        }
        return timings;
    }

    private static void time(ObjectNode timings, String name, @Nullable Instant at) {
        if (at != null) {
            timings.put(name, at.toString());
        }
    }
}
