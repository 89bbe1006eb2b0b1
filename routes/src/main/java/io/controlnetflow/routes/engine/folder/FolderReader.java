package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.folder.Entry;
import io.controlnetflow.core.folder.FileNames;
import io.controlnetflow.core.folder.FolderContract;
import io.controlnetflow.core.folder.FolderFields;
import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.folder.Loops;
import io.controlnetflow.core.folder.NaturalOrder;
import io.controlnetflow.core.folder.SidecarReader;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a folder says: which files are drops, and what is to be made of each. Changes nothing. */
public final class FolderReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BESIDE = List.of("txt", "json", "yml", "yaml");

    private final FolderSpec spec;
    private final DropPlanner planner;
    private final ArtifactStore store;
    private final RequestFields options;
    private final PicturePrompt prompt;
    private final @Nullable FlowDrops flow;
    private final List<PathMatcher> accepted;

    /**
     * @param flow plans the folder's flow; null: the built-in one
     * @throws InvalidField when the folder's own defaults are wrong
     */
    public FolderReader(FolderSpec spec, DropPlanner planner, ArtifactStore store, @Nullable FlowDrops flow) {
        this(spec, planner, store, new PicturePrompt(false), flow);
    }

    FolderReader(
            FolderSpec spec, DropPlanner planner, ArtifactStore store, PicturePrompt prompt, @Nullable FlowDrops flow) {
        this.spec = spec;
        this.planner = planner;
        this.store = store;
        this.flow = flow;
        this.prompt = prompt;
        this.options = flow != null
                ? RequestFields.NONE
                : RequestFields.of(
                        "options", JSON.convertValue(spec.defaults(), new TypeReference<Map<String, Object>>() {}));
        this.accepted = spec.accept().stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern.strip()))
                .toList();
    }

    static void refuseLoops(FolderSpec spec) {
        try {
            Loops.refuse(spec.inbox(), "outbox", spec.outbox());
        } catch (InvalidField e) {
            throw new FolderUnusable(String.valueOf(e.getMessage()));
        }
    }

    public Comparator<String> order() {
        return NaturalOrder.PATHS;
    }

    boolean accepts(String path) {
        return FileNames.ignored(path).isEmpty() && (!FileNames.picture(path) || isAccepted(path));
    }

    private boolean isAccepted(String path) {
        Path name = Path.of(FileNames.name(path));
        return accepted.isEmpty() || accepted.stream().anyMatch(pattern -> pattern.matches(name));
    }

    /** Pictures, job files, and files that should be one and cannot be read; in natural order. */
    List<Found> drops(Collection<Entry> listing) {
        return FolderContract.sort(
                        listing, entry -> SidecarReader.look(spec.inbox().resolve(entry.path()), entry.path()))
                .stream()
                .filter(found -> !(found instanceof Found.Ignored))
                .toList();
    }

    /** The files that lie beside a picture for it, now. */
    List<String> sidecarsOf(String path) {
        return BESIDE.stream()
                .map(extension -> FileNames.stem(path) + "." + extension)
                .filter(beside ->
                        !beside.equals(path) && Files.exists(spec.inbox().resolve(beside)))
                .toList();
    }

    /** What leaves the inbox together with the drop. */
    List<String> belongings(Found found) {
        if (found instanceof Found.PictureDrop picture) {
            return picture.sidecars().stream().map(Entry::path).toList();
        }
        return found instanceof Found.JobFileDrop job
                ? FolderContract.inside(job.path(), job.controlImage()).stream().toList()
                : List.of();
    }

    /** A file that the drop needs and that is not there yet, or not whole; empty when it can be planned. */
    Optional<String> awaited(Found found, Intake intake) {
        List<String> needed = new ArrayList<>();
        if (found instanceof Found.PictureDrop picture) {
            needed.addAll(sidecarsOf(picture.path()));
            if (spec.sidecars() == FolderSpec.Sidecars.REQUIRED && needed.isEmpty()) {
                return Optional.of(FileNames.stem(picture.path()) + ".txt");
            }
        } else {
            needed.addAll(belongings(found));
        }
        return needed.stream().filter(path -> !intake.has(path)).findFirst();
    }

    /**
     * The run that the drop asks for.
     *
     * @throws IllegalArgumentException when it makes no request; names file, field and value
     */
    DropPlanner.Made plan(Found found, Drops.Drop drop, String batch) throws IOException {
        if (found instanceof Found.Broken broken) {
            throw new IllegalArgumentException(broken.problem());
        }
        if (flow != null) {
            return flow.plan(found, drop, batch, spec.sidecars());
        }
        if (found instanceof Found.JobFileDrop job) {
            RequestFields fields = options.without("control_image").with(FolderFields.of(spec.inbox(), job));
            try {
                return planner.jobFile(job.path(), map(job), fields, spec.model(), batch);
            } catch (InvalidField e) {
                throw located(e, job.path());
            }
        }
        Found.PictureDrop picture = (Found.PictureDrop) found;
        requireSidecar(picture, spec.sidecars());
        Artifact bytes = store.find(drop.file().sha256())
                .orElseThrow(() -> new IOException(picture.path() + ": its bytes are gone from the state folder"));
        RequestFields fields =
                options.with(FolderFields.of(spec.inbox(), picture, prompt.fields(picture.path(), bytes)));
        try {
            return planner.photograph(picture.path(), value(bytes), fields, spec.kind(), spec.model(), batch);
        } catch (InvalidField e) {
            throw located(e, picture.path());
        }
    }

    static void requireSidecar(Found.PictureDrop picture, FolderSpec.Sidecars sidecars) {
        if (sidecars == FolderSpec.Sidecars.REQUIRED && picture.sidecars().isEmpty()) {
            throw new IllegalArgumentException(picture.path() + ": sidecar: none is there; put "
                    + FileNames.name(FileNames.stem(picture.path())) + ".txt with the prompt beside it");
        }
    }

    /** Says which drop it is about, where the message does not name a file of it already. */
    private static InvalidField located(InvalidField e, String path) {
        String message = String.valueOf(e.getMessage());
        boolean named = Stream.of(path, FileNames.stem(path) + ".").anyMatch(message::startsWith);
        return named ? e : e.in(path);
    }

    /** A job file's finished map: a URL stays as it is, a path's bytes are taken into the store. */
    private JsonNode map(Found.JobFileDrop job) throws IOException {
        String image = job.controlImage();
        if (image.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return JsonNodeFactory.instance.textNode(image);
        }
        Path file = FolderContract.inside(job.path(), image)
                .map(inside -> spec.inbox().resolve(inside))
                .orElseGet(() -> spec.inbox()
                        .resolve(FileNames.folder(job.path()))
                        .resolve(image)
                        .normalize());
        if (!Files.isRegularFile(file)) {
            throw new InvalidField("control_image", image, "is not there", "put the control map there or give a URL")
                    .in(job.path());
        }
        if (Files.size(file) > Intake.MOST_BYTES) {
            throw new InvalidField("control_image", image, "is too large", "make it smaller").in(job.path());
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            Pictures.probe(bytes);
        } catch (UnusablePicture e) {
            throw new InvalidField("control_image", image, String.valueOf(e.getMessage()), "").in(job.path());
        }
        return value(store.put(bytes));
    }

    private static ObjectNode value(Artifact artifact) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "image")
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType());
    }
}
