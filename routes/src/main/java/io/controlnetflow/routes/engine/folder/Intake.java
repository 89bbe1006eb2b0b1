package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.folder.Entry;
import io.controlnetflow.core.folder.FileNames;
import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.stage.Attention;
import io.controlnetflow.routes.stage.WatchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes files in: a picture's bytes into the store, then a committed row, before anything else happens to it. Of a text only the
 * name is kept until it is known whether it is a job of its own. Thread-safe.
 */
public final class Intake {
    /** Larger files are refused unread. */
    static final long MOST_BYTES = Bounds.DEFAULT.bytes();

    static final int DEPTH = 64;

    /** A file as it was seen. */
    public record Seen(
            long size,
            Instant modified,
            Instant at,
            @Nullable Row row,
            @Nullable String problem) {
        Seen with(Row its) {
            return new Seen(size, modified, at, its, problem);
        }
    }

    /**
     * A file's row.
     *
     * @param fresh true when the file came, or came back, since the last time
     */
    record Row(Drops.Drop drop, boolean fresh) {}

    private final ArtifactStore store;
    private final Drops drops;
    private final Path inbox;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Drops.Drop> open = new ConcurrentHashMap<>();
    private final Map<String, String> unkept = new ConcurrentHashMap<>();
    private final AtomicBoolean news = new AtomicBoolean();

    public Intake(ArtifactStore store, Drops drops, Path inbox, Clock clock) {
        this.store = store;
        this.drops = drops;
        this.inbox = inbox;
        this.clock = clock;
        drops.open(inbox.toString()).forEach(drop -> open.put(drop.file().path(), drop));
    }

    /**
     * A file whose bytes are stored.
     *
     * @param seen the file, or null when it is gone
     * @param drop the row that it needs, or null when it has one or needs none
     * @param fresh true when the file came, or came back, since the last time
     */
    record Stored(String path, @Nullable Seen seen, Drops.@Nullable NewDrop drop, boolean fresh)
            implements WatchFolder.Stored {}

    /**
     * Stores the file's bytes; {@link #take} is to follow.
     *
     * @throws UncheckedIOException when there is no room for them; the file may be given again
     */
    Stored store(Path file, String path) {
        try {
            long size = Files.size(file);
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            Stored stored = FileNames.sidecar(path) ? noted(path, size, modified) : stored(file, path, size, modified);
            unkept.remove(path);
            return stored;
        } catch (NoSuchFileException gone) {
            return new Stored(path, null, null, false);
        } catch (Unwritable e) {
            Attention.LOG.warn("{}", e.getMessage());
            unkept.put(path, String.valueOf(e.getMessage()));
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return refused(path, "cannot be read (" + Outbox.reason(e) + "); make it readable and put it here again");
        }
    }

    /** Writes the rows of stored files, in one transaction. */
    void take(List<Stored> files) {
        Map<String, Drops.NewDrop> wanted = new LinkedHashMap<>();
        files.forEach(file -> {
            if (file.drop() != null) {
                wanted.put(file.path(), file.drop());
            }
        });
        Iterator<Drops.Drop> rows = drops.take(List.copyOf(wanted.values())).iterator();
        Map<String, Drops.Drop> taken = new HashMap<>();
        wanted.keySet().forEach(path -> taken.put(path, rows.next()));
        files.forEach(file -> noticed(file, taken.get(file.path())));
        news.set(true);
    }

    private void noticed(Stored file, Drops.@Nullable Drop drop) {
        Seen now = file.seen();
        if (drop != null && now != null && drop.runId() == null && now.size() >= 0 && !there(file.path())) {
            drops.filed(drop.id()); // another node moved it while it was read
            now = null;
        }
        if (now == null) {
            seen.remove(file.path());
        } else {
            seen.put(file.path(), drop == null ? now : now.with(new Row(drop, file.fresh())));
        }
    }

    private boolean there(String path) {
        return Files.exists(inbox.resolve(path));
    }

    private Stored noted(String path, long size, Instant modified) {
        return new Stored(path, new Seen(size, modified, clock.instant(), null, null), null, false);
    }

    private Stored refused(String path, String why) {
        return new Stored(
                path,
                new Seen(-1, Instant.EPOCH, clock.instant(), null, why),
                new Drops.NewDrop(inbox.toString(), path, 0, Instant.EPOCH, ""),
                true);
    }

    private Stored stored(Path file, String path, long size, Instant modified) throws IOException {
        Optional<Drops.Drop> known = Optional.ofNullable(open.get(path))
                .filter(drop ->
                        drop.file().size() == size && drop.file().modified().toEpochMilli() == modified.toEpochMilli());
        if (known.isPresent() && known.get().runId() != null) {
            Row row = new Row(known.get(), false);
            return new Stored(path, new Seen(size, modified, clock.instant(), row, null), null, false);
        }
        byte[] bytes = size <= MOST_BYTES ? Files.readAllBytes(file) : new byte[0];
        String sha256 = size <= MOST_BYTES ? store.put(bytes).sha256() : "";
        String problem = FileNames.picture(path) ? problem(bytes, size) : null;
        return new Stored(
                path,
                new Seen(size, modified, clock.instant(), null, problem),
                new Drops.NewDrop(inbox.toString(), path, size, modified, sha256),
                known.isEmpty());
    }

    /** What is wrong with a picture at first sight; null when nothing is. */
    static @Nullable String problem(byte[] bytes, long size) {
        if (size == 0) {
            return "is empty; put the whole picture here";
        }
        if (size > MOST_BYTES) {
            return "has " + (size >> 20) + " MB, more than " + (MOST_BYTES >> 20) + "; make it smaller";
        }
        try {
            Pictures.probe(bytes);
            return null;
        } catch (UnusablePicture e) {
            return e.getMessage();
        }
    }

    /** The row of a file that is a drop; a text that turned out to be one gets it now. */
    Row row(String path) throws IOException {
        Seen was = at(path);
        if (was.row() != null) {
            return was.row();
        }
        take(List.of(stored(inbox.resolve(path), path, was.size(), was.modified())));
        Row row = at(path).row();
        if (row == null) {
            throw new NoSuchFileException(path);
        }
        return row;
    }

    /** Why the file's bytes could not be kept so far, if so. */
    Optional<String> unkept(String path) {
        return Optional.ofNullable(unkept.get(path));
    }

    /** Nothing more is expected of this file. */
    void refuse(String path, String why) {
        take(List.of(refused(path, why)));
    }

    /** True once after something was taken. */
    boolean news() {
        return news.getAndSet(false);
    }

    /** What was taken and is still there. */
    List<Entry> listing() {
        return seen.entrySet().stream()
                .map(e ->
                        new Entry(e.getKey(), e.getValue().size(), e.getValue().modified()))
                .toList();
    }

    Seen at(String path) {
        Seen there = seen.get(path);
        if (there == null) {
            throw new IllegalStateException(path + " was not taken");
        }
        return there;
    }

    boolean has(String path) {
        return seen.containsKey(path);
    }

    /** The file left the inbox; what was known of it. */
    public Optional<Seen> forget(String path) {
        open.remove(path);
        return Optional.ofNullable(seen.remove(path));
    }

    /** Files that lie in the folder, are wanted, and were not taken as they are now. */
    List<String> missing(Predicate<String> wanted) throws IOException {
        List<String> missing = new ArrayList<>();
        Files.walkFileTree(inbox, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                String path = inbox.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                if (is.isRegularFile() && wanted.test(path) && !known(path, is)) {
                    missing.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return missing;
    }

    private boolean known(String path, BasicFileAttributes is) {
        Seen was = seen.get(path);
        if (was == null) {
            return false;
        }
        boolean same = was.size() == is.size()
                && was.modified().equals(is.lastModifiedTime().toInstant());
        return same || was.size() < 0;
    }
}
