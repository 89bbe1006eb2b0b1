package io.controlnetflow.routes.engine.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.AtomicFiles;
import io.controlnetflow.core.artifact.Manifest;
import io.controlnetflow.core.artifact.Measured;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.artifact.Publication;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.artifact.story.TellingPicture;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.stage.Attention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where results are put. Nothing there is overwritten but our own error files, and nothing appears half-written.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Where flagged results go, within the outbox. */
    static final String QUARANTINE = "quarantine/";

    private static final String PART = ".part";
    private static final Duration STALE = Duration.ofHours(1);

    private final Path folder;
    private final ArtifactStore store;
    private final boolean embed;

    public Outbox(Path folder, ArtifactStore store) {
        this(folder, store, false);
    }

    /** @param embed whether pictures tell their story themselves */
    public Outbox(Path folder, ArtifactStore store, boolean embed) {
        this.folder = folder;
        this.store = store;
        this.embed = embed;
    }

    Path folder() {
        return folder;
    }

    /**
     * Makes the folder and proves that it can be written, before anything is paid for.
     *
     * @throws FolderUnusable when it cannot
     */
    public void check() {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".flow", PART);
            FileTime now = Files.getLastModifiedTime(probe);
            Files.delete(probe);
            sweep(now.toInstant().minus(STALE));
        } catch (IOException e) {
            throw new FolderUnusable("outbox: " + folder + " cannot be written (" + reason(e)
                    + "); make it writable or name another; nothing was submitted");
        }
    }

    /** Removes what a killed process left half-written; younger ones may be another node's work. */
    private void sweep(Instant before) throws IOException {
        for (Path file : Tree.files(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(".") && name.endsWith(PART)) {
                sweep(file, before);
            }
        }
    }

    private static void sweep(Path unfinished, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(unfinished).toInstant().isBefore(before)) {
                Files.deleteIfExists(unfinished);
            }
        } catch (NoSuchFileException finished) {
            LOG.debug("{} is finished", unfinished, finished);
        }
    }

    /**
     * Puts a stored file into the folder of a drop, byte for byte.
     *
     * @param under where in the outbox, relative
     * @param stem the name without extension
     */
    public Path put(Artifact artifact, String under, String stem) throws IOException {
        return store.publish(artifact, place(artifact, under, stem));
    }

    /**
     * Puts what was paid for, with its manifest beside it, and its story inside where that is wanted.
     *
     * @param measured asked once the picture is in its place, when it has no manifest yet
     */
    public Path put(Manifest manifest, Supplier<Measured> measured, String under, String stem) throws IOException {
        Artifact artifact = manifest.picture().artifact();
        TellingPicture picture = new TellingPicture(artifact, embed ? manifest.story() : null);
        Path file = Publication.put(place(artifact, under, stem), picture);
        if (!Files.exists(Manifest.beside(file))) {
            String untold = picture.untold();
            if (untold != null) {
                Attention.LOG.warn("{}: {}; it is there without its story inside, its manifest tells it", file, untold);
            }
            manifest.with(measured.get(), picture.published(file), untold).writeBeside(file);
        }
        return file;
    }

    private Path place(Artifact artifact, String under, String stem) {
        String extension = MediaTypes.extension(artifact.mediaType());
        return folder.resolve(under).resolve(stem + "." + extension);
    }

    /** Puts a stored file beside a picture that is there, under the picture's name. */
    Path putBeside(Artifact artifact, Path picture, String suffix) throws IOException {
        String name = String.valueOf(picture.getFileName());
        String stem = name.substring(0, name.lastIndexOf('.')) + suffix;
        return store.publish(artifact, picture.resolveSibling(stem + "." + MediaTypes.extension(artifact.mediaType())));
    }

    /** Its name in this folder, with {@code /}. */
    String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Files of this folder as text, by what they are; {@link #files} reads it. */
    String text(Map<String, Path> files) {
        ObjectNode text = JSON.createObjectNode();
        files.forEach((ref, file) -> text.put(ref, folder.relativize(file).toString()));
        return text.toString();
    }

    Map<String, Path> files(String text) {
        Map<String, Path> files = new LinkedHashMap<>();
        Json.read(text)
                .properties()
                .forEach(one ->
                        files.put(one.getKey(), folder.resolve(one.getValue().asText())));
        return files;
    }

    /** Says beside the results why a drop has none. The newest report stands. */
    public void error(Path file, ObjectNode report) throws IOException {
        AtomicFiles.write(
                file,
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report).getBytes(StandardCharsets.UTF_8));
    }

    /** {@code <outbox>/error/<path>.error.json}. */
    public Path errorFile(String path) {
        return folder.resolve("error").resolve(path + ".error.json");
    }

    /** Takes an old report away: the drop is fine now. */
    public void clearError(String path) throws IOException {
        Files.deleteIfExists(errorFile(path));
    }

    public Optional<Artifact> find(String ref) throws IOException {
        return ref.startsWith("sha256:") ? store.find(ref.substring("sha256:".length())) : Optional.empty();
    }

    public Artifact keep(byte[] bytes) throws IOException {
        return store.put(bytes);
    }

    public static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is a file";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        String message = String.valueOf(e.getMessage());
        return e.getClass().getSimpleName() + (message.equals("null") ? "" : ": " + message);
    }
}
