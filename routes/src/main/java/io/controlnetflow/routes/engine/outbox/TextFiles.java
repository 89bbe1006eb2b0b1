package io.controlnetflow.routes.engine.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.dag.Outputs;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.engine.flow.PublishedNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a run's texts and objects into the outbox: as {@code .txt} and {@code .json}. The only one that tells of a picture lies beside
 * it under the picture's name, so that it is its sidecar. Doing it again changes nothing. Not thread-safe.
 */
final class TextFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outbox outbox;
    private final Runs.Run run;
    private final String path;
    private final Map<String, Path> pictures = new HashMap<>();
    private final Map<Path, Integer> tellers = new HashMap<>();

    /** @param path of the dropped file, or what stands for it */
    TextFiles(Outbox outbox, Runs.Run run, String path) {
        this.outbox = outbox;
        this.run = run;
        this.path = path;
    }

    /** @param files of the run that are in the outbox, by reference */
    void beside(Map<String, Path> files) {
        pictures.putAll(files);
    }

    /** @param jobs of the cells that have one */
    void publish(List<Runs.Cell> cells, Function<Runs.Cell, Jobs.@Nullable Job> jobs) throws IOException {
        List<Runs.Cell> telling =
                cells.stream().filter(cell -> !texts(cell).isEmpty()).toList();
        for (Runs.Cell cell : telling) {
            Path picture = picture(jobs.apply(cell));
            if (picture != null) {
                tellers.merge(picture, 1, Integer::sum);
            }
        }
        for (Runs.Cell cell : telling) {
            publish(cell, jobs.apply(cell));
        }
    }

    private void publish(Runs.Cell cell, Jobs.@Nullable Job job) throws IOException {
        Path picture = picture(job);
        boolean sidecar = picture != null && tellers.getOrDefault(picture, 0) == 1;
        List<JsonNode> texts = texts(cell);
        for (int n = 1; n <= texts.size(); n++) {
            JsonNode text = texts.get(n - 1);
            boolean nsfw = text.path("nsfw").asBoolean();
            Artifact artifact = kept(text);
            Path file = picture != null && sidecar
                    ? outbox.putBeside(artifact, picture, n == 1 ? "" : "-" + n)
                    : outbox.put(
                            artifact,
                            (nsfw ? Outbox.QUARANTINE : "") + PublishedNames.stem(path),
                            Harvest.cellStem(cell) + "-" + n);
            if (job != null) {
                Manifests.of(run, cell, job, new Manifest.Output(artifact, n, nsfw), path)
                        .writeBeside(file);
            }
        }
    }

    /** As it is; an object as JSON that people can read. */
    private Artifact kept(JsonNode text) throws IOException {
        JsonNode inside = Outputs.inside(text);
        String written = inside.isTextual()
                ? inside.textValue()
                : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(inside);
        Artifact kept = outbox.keep(written.getBytes(StandardCharsets.UTF_8));
        return new Artifact(
                kept.sha256(), kept.file(), kept.size(), inside.isTextual() ? MediaTypes.TEXT : MediaTypes.JSON);
    }

    /** The one published picture that the job was given. */
    private @Nullable Path picture(Jobs.@Nullable Job job) {
        if (job == null) {
            return null;
        }
        List<Path> given = Inputs.refs(Json.read(job.asked().inputs())).stream()
                .filter(pictures::containsKey)
                .map(pictures::get)
                .toList();
        return given.size() == 1 ? given.get(0) : null;
    }

    private static List<JsonNode> texts(Runs.Cell cell) {
        JsonNode value = Json.read(cell.output() == null ? "[]" : cell.output());
        List<JsonNode> texts = new ArrayList<>();
        for (JsonNode output :
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
            if (output.isTextual() || !Outputs.inside(output).equals(output)) {
                texts.add(output);
            }
        }
        return texts;
    }
}
