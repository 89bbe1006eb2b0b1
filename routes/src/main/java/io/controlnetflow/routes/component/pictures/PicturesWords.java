package io.controlnetflow.routes.component.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.component.message.GivenPicture;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pictures that a node's {@code with} names, and the maps that they were made by. */
final class PicturesWords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGES = "images";
    private static final String IMAGE = "image";
    private static final String CONTROLS = "controls";
    private static final String CONTROL_IMAGE = "control_image";

    private final ArtifactStore store;
    private final Jobs jobs;

    PicturesWords(ArtifactStore store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    /**
     * A picture of the message, with the value that stands for it.
     *
     * @param flagged true when the provider flagged it as not safe for work
     */
    record Item(GivenPicture picture, JsonNode value, boolean flagged) {}

    /** In the order in which they are named; lists in lists become one list. */
    List<Item> read(ObjectNode with, CellScope scope) throws IOException {
        String field = one(with, IMAGES, IMAGE);
        List<JsonNode> values = flat(field, with.path(field));
        if (values.isEmpty()) {
            throw new InvalidField(field, with.has(field) ? with.get(field) : "nothing", "names no picture", "");
        }
        List<GivenPicture> controls = controls(with, values.size());
        Map<String, Jobs.Job> made = controls.isEmpty() ? madeIn(scope.runId()) : Map.of();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            GivenPicture picture = picture(
                    values.size() == 1 ? field : field + "[" + i + "]",
                    value,
                    made.get(value.path("ref").asText()));
            GivenPicture control = controls.isEmpty() ? null : controls.get(controls.size() == 1 ? 0 : i);
            items.add(
                    new Item(picture.madeBy(control), value, value.path("nsfw").asBoolean()));
        }
        return items;
    }

    private List<GivenPicture> controls(ObjectNode with, int pictures) throws IOException {
        String field = one(with, CONTROLS, CONTROL_IMAGE);
        List<JsonNode> values = flat(field, with.path(field));
        if (values.size() > 1 && values.size() != pictures) {
            throw new InvalidField(
                    field,
                    values.size() + " maps",
                    "are named for " + pictures + " pictures",
                    "name one map for all, or one for each picture");
        }
        List<GivenPicture> controls = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            controls.add(picture(values.size() == 1 ? field : field + "[" + i + "]", values.get(i), null));
        }
        return controls;
    }

    private static String one(ObjectNode with, String many, String single) {
        if (with.has(many) && with.has(single)) {
            throw new InvalidField(single, with.get(single), "is given besides " + many, "give one of them");
        }
        return with.has(single) ? single : many;
    }

    private static List<JsonNode> flat(String field, JsonNode value) {
        List<JsonNode> found = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(v -> found.addAll(flat(field, v)));
        } else if (!value.isNull() && !value.isMissingNode()) {
            found.add(value);
        }
        return found;
    }

    private GivenPicture picture(String field, JsonNode value, Jobs.@Nullable Job job) throws IOException {
        String ref = value.path("ref").asText();
        String type = value.path("type").asText(IMAGE);
        if (!ref.startsWith("sha256:") || !type.equals(IMAGE)) {
            throw new InvalidField(field, value, "is no stored picture", "name the picture of a node or an input");
        }
        return new GivenPicture(
                field, ref, () -> bytes(field, ref), null, value.path("kind").asText(), job);
    }

    private byte[] bytes(String field, String ref) throws IOException {
        Artifact artifact = store.find(ref.substring("sha256:".length()))
                .orElseThrow(() ->
                        new FileNotFoundException(field + ": the bytes of " + ref + " are gone from the state folder"));
        return Files.readAllBytes(artifact.file());
    }

    /** The jobs of the run, by what came out of them. */
    private Map<String, Jobs.Job> madeIn(String runId) throws IOException {
        Map<String, Jobs.Job> made = new HashMap<>();
        for (Jobs.Job job : jobs.ofRun(runId)) {
            for (JsonNode output : JSON.readTree(job.outputs() == null ? "[]" : job.outputs())) {
                made.putIfAbsent(output.path("ref").asText(), job);
            }
        }
        return made;
    }
}
