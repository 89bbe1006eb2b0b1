package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.folder.Entry;
import io.controlnetflow.core.folder.FileNames;
import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at a folder: what {@code run} would make of what lies there. Nothing is taken: no row is written and no file is moved, only
 * bytes are put into the store.
 */
public final class FolderGlance {
    /** A drop that would be refused: names the file, what is wrong and what to do. */
    public record Refused(String file, String message) {}

    /**
     * What lies there.
     *
     * @param runs that would be opened, or gone on with, in natural order
     */
    public record Seen(List<Runs.Opening> runs, List<Refused> refused) {
        public Seen {
            runs = List.copyOf(runs);
            refused = List.copyOf(refused);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(FolderGlance.class);

    private final Engine engine;
    private final FolderSpec spec;
    private final FolderReader reader;
    private final List<Runs.Opening> runs = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private FolderGlance(Engine engine, FolderSpec spec) {
        this.engine = engine;
        this.spec = spec;
        this.reader = FolderReaders.of(engine, spec);
    }

    /** @throws io.controlnetflow.routes.engine.outbox.FolderUnusable when the folder cannot be served */
    public static Seen at(CamelContext camel, FolderSpec spec) throws IOException {
        Folders.check(spec);
        return new FolderGlance(Engine.of(camel), spec).look();
    }

    private Seen look() throws IOException {
        for (Found found : reader.drops(listing())) {
            try {
                plan(found);
            } catch (IllegalArgumentException e) {
                refused.add(new Refused(found.path(), String.valueOf(e.getMessage())));
            } catch (NoSuchFileException taken) {
                LOG.debug("{}: taken meanwhile", found.path(), taken);
            }
        }
        return new Seen(runs, refused);
    }

    private List<Entry> listing() throws IOException {
        List<Entry> all = new ArrayList<>();
        for (Path file : Tree.files(spec.inbox(), Intake.DEPTH, Set.of(FileVisitOption.FOLLOW_LINKS))) {
            String path = spec.inbox()
                    .relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (reader.accepts(path)) {
                try {
                    FileTime modified = Files.getLastModifiedTime(file);
                    all.add(new Entry(path, Files.size(file), modified.toInstant()));
                } catch (NoSuchFileException taken) {
                    LOG.debug("{}: taken meanwhile", path, taken);
                }
            }
        }
        return all;
    }

    private void plan(Found found) throws IOException {
        DropPlanner.Made made = reader.plan(found, drop(found.path()), "plan");
        boolean there = engine.ledger().runs().find(made.run().id()).isPresent();
        if (made.unknown() != null && !there) {
            throw made.unknown();
        }
        runs.add(new Runs.Opening(made.run(), made.cells()));
    }

    /** As it would be written down. */
    private Drops.Drop drop(String path) throws IOException {
        Path file = spec.inbox().resolve(path);
        long size = Files.size(file);
        byte[] bytes = size <= Intake.MOST_BYTES ? Files.readAllBytes(file) : new byte[0];
        String problem = FileNames.picture(path) ? Intake.problem(bytes, size) : null;
        if (problem != null) {
            throw new IllegalArgumentException(path + ": " + problem);
        }
        Artifact stored = engine.store().put(bytes);
        FileTime modified = Files.getLastModifiedTime(file);
        return new Drops.Drop(
                0,
                new Drops.NewDrop(spec.inbox().toString(), path, size, modified.toInstant(), stored.sha256()),
                null,
                null,
                false);
    }
}
