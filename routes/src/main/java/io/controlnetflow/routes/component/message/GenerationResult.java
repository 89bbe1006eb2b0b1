package io.controlnetflow.routes.component.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.stage.cell.CellValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code wavespeed:} answers with. Converts to File, Path, bytes and InputStream: the first picture.
 *
 * @param key the job's identity
 * @param predictionId the provider's id
 * @param model the model id
 * @param artifacts the files that came out, in order; they stay as they are, so copy before changing one
 * @param nsfw one flag an output
 * @param texts what models that answer with text said, and objects as JSON
 * @param seed the seed that was sent; null when there was none
 * @param cost USD at the quoted price
 * @param timings when what happened
 * @param reused true when the job was there already and this request cost nothing
 */
public record GenerationResult(
        JobKey key,
        String predictionId,
        String model,
        List<Artifact> artifacts,
        List<Boolean> nsfw,
        List<String> texts,
        @Nullable Integer seed,
        BigDecimal cost,
        Timings timings,
        boolean reused)
        implements CellValue {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Any of them may be null when it is not known. */
    public record Timings(
            Instant created,
            @Nullable Instant submitted,
            @Nullable Instant accepted,
            @Nullable Instant completed,
            @Nullable Instant done) {}

    public GenerationResult {
        artifacts = List.copyOf(artifacts);
        nsfw = List.copyOf(nsfw);
        texts = List.copyOf(texts);
    }

    public static GenerationResult of(Jobs.Job job, ArtifactStore store, boolean reused) throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        List<Boolean> nsfw = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (JsonNode output : JSON.readTree(job.outputs() == null ? "[]" : job.outputs())) {
            nsfw.add(output.path("nsfw").asBoolean());
            String ref = output.path("ref").asText();
            if (!ref.isEmpty()) {
                artifacts.add(store.find(ref.substring("sha256:".length()))
                        .orElseThrow(() ->
                                new FileNotFoundException("job " + job.key().brief() + ": " + ref
                                        + " is not in the artifact store any more; fetch it again with: flow resume "
                                        + job.key().brief())));
            } else {
                texts.add(
                        output.has("text")
                                ? output.path("text").asText()
                                : output.path("value").toString());
            }
        }
        JsonNode seed = JSON.readTree(job.asked().inputs()).path("seed");
        return new GenerationResult(
                job.key(),
                String.valueOf(job.predictionId()),
                job.asked().model(),
                artifacts,
                nsfw,
                texts,
                seed.isInt() ? seed.intValue() : null,
                job.cost(),
                new Timings(job.createdAt(), job.submittedAt(), job.acceptedAt(), job.completedAt(), job.doneAt()),
                reused);
    }

    @Override
    public JsonNode value(ArtifactStore store) {
        ArrayNode all = JSON.createArrayNode();
        for (int at = 0; at < artifacts.size(); at++) {
            Artifact artifact = artifacts.get(at);
            all.addObject()
                    .put("type", MediaTypes.kind(artifact.mediaType()))
                    .put("ref", artifact.ref())
                    .put("mediaType", artifact.mediaType())
                    .put("nsfw", at < nsfw.size() && nsfw.get(at));
        }
        texts.forEach(text -> all.addObject().put("type", "text").put("text", text));
        return all;
    }

    /** The first file. */
    public Artifact first() {
        if (artifacts.isEmpty()) {
            throw new IllegalStateException("job " + key.brief() + " gave no file");
        }
        return artifacts.get(0);
    }
}
