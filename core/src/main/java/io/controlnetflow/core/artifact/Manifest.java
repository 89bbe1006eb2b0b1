package io.controlnetflow.core.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is written beside each picture: everything that led to it.
 *
 * @param source the dropped file, relative to its inbox
 * @param controlKind null when the request says none
 * @param parameters the request in the API's words, pictures as {@code sha256:} and the hash
 * @param costUsd at the quoted price
 */
public record Manifest(
        String source,
        Output picture,
        @Nullable String controlKind,
        ObjectNode parameters,
        Job job,
        BigDecimal costUsd,
        Timings timings,
        Origin run) {
    private static final int FORMAT = 1;
    private static final String STORED = "sha256:";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param artifact the bytes as they were delivered: by these the ledger and the store know the picture
     * @param number which of the job's pictures, from 1
     * @param measured what was seen in it
     * @param published the file beside the manifest, when its bytes are others since texts were put into it
     * @param untold why no texts were put into it although that was wanted; null otherwise
     */
    public record Output(
            Artifact artifact,
            int number,
            boolean nsfw,
            Measured measured,
            @Nullable Published published,
            @Nullable String untold) {
        public Output(Artifact artifact, int number, boolean nsfw) {
            this(artifact, number, nsfw, Measured.NOTHING, null, null);
        }
    }

    /** A file in the outbox whose bytes are not those that were delivered; its pixels are. */
    public record Published(String sha256, long bytes) {}

    /** @param key in hex */
    public record Job(
            String key,
            String provider,
            String model,
            @Nullable String predictionId,
            int attempts) {}

    /** @param inferenceMillis as the provider says */
    public record Timings(
            @Nullable Instant submitted,
            @Nullable Instant accepted,
            @Nullable Instant resumed,
            @Nullable Instant processing,
            @Nullable Instant completed,
            @Nullable Instant stored,
            @Nullable Long inferenceMillis) {}

    /** The cell that asked for it. */
    public record Origin(String id, String flow, String cell) {}

    public Manifest {
        parameters = parameters.deepCopy();
    }

    /** The same, once its picture is in its place and was looked at. */
    public Manifest with(Measured measured, @Nullable Published file, @Nullable String untold) {
        Output output = new Output(picture.artifact, picture.number, picture.nsfw, measured, file, untold);
        return new Manifest(source, output, controlKind, parameters, job, costUsd, timings, run);
    }

    @Override
    public ObjectNode parameters() {
        return parameters.deepCopy();
    }

    /** {@code cat.png.json} for {@code cat.png}. */
    public static Path beside(Path picture) {
        return picture.resolveSibling(picture.getFileName() + ".json");
    }

    /**
     * Writes it beside its picture, whole or not at all, unless one is there.
     *
     * @throws IOException naming the path
     */
    public void writeBeside(Path picture) throws IOException {
        Path file = beside(picture);
        if (!Files.exists(file)) {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json());
            AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The hash by which pictures like this one are found, as its manifest says; null when that is not there, or does not say. */
    public static @Nullable Long dHash(Path picture) {
        try {
            return Measured.dHash(JSON.readTree(Files.readAllBytes(beside(picture))));
        } catch (IOException none) {
            return null;
        }
    }

    /** As it is written. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("manifest", FORMAT).put("source", source);
        tell(json).withObject("job").put("attempts", job.attempts);
        picture.measured.addTo(json.withObject("picture"));
        Published file = picture.published;
        if (file != null) {
            json.withObject("picture")
                    .putObject("published")
                    .put("sha256", file.sha256)
                    .put("bytes", file.bytes);
        }
        if (picture.untold != null) {
            json.withObject("picture").put("not_embedded", picture.untold);
        }
        json.put("cost_usd", new BigDecimal(costUsd.stripTrailingZeros().toPlainString()));
        json.set("timings", times());
        json.putObject("run").put("id", run.id).put("flow", run.flow).put("cell", run.cell);
        return json;
    }

    /**
     * What may stand in the picture itself, and so go wherever it goes: what was asked for, of whom. Neither where it came from,
     * nor what it cost, nor when.
     */
    public ObjectNode story() {
        return tell(JsonNodeFactory.instance.objectNode().put("manifest", FORMAT));
    }

    private ObjectNode tell(ObjectNode json) {
        Artifact bytes = picture.artifact;
        json.putObject("picture")
                .put("sha256", bytes.sha256())
                .put("bytes", bytes.size())
                .put("media_type", bytes.mediaType())
                .put("number", picture.number)
                .put("nsfw", picture.nsfw);
        json.set("control", control());
        json.set("seed", parameters.get("seed"));
        json.set("parameters", parameters());
        json.putObject("job")
                .put("key", job.key)
                .put("provider", job.provider)
                .put("model", job.model)
                .put("prediction_id", job.predictionId);
        return json;
    }

    private JsonNode control() {
        String image = parameters.path("control_image").asText();
        boolean stored = image.startsWith(STORED);
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", controlKind)
                .put(stored ? "sha256" : "url", stored ? image.substring(STORED.length()) : image);
    }

    private JsonNode times() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        time(json, "submitted_at", timings.submitted);
        time(json, "accepted_at", timings.accepted);
        time(json, "resumed_at", timings.resumed);
        time(json, "processing_at", timings.processing);
        time(json, "completed_at", timings.completed);
        time(json, "stored_at", timings.stored);
        if (timings.accepted != null && timings.completed != null) {
            json.put(
                    "accepted_to_completed_ms",
                    Duration.between(timings.accepted, timings.completed).toMillis());
        }
        if (timings.inferenceMillis != null) {
            json.put("inference_ms", timings.inferenceMillis);
        }
        return json;
    }

    private static void time(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
