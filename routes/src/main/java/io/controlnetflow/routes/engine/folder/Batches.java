package io.controlnetflow.routes.engine.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of a folder, one after the other: each is told of once, and the end adds them up. What was told is kept as a sum
 * only, so that a folder can be watched for months. Thread-safe.
 */
final class Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final Path inbox;
    private final Clock clock;
    private final Tally tally;
    private final ContactSheets sheets;
    private final CompletableFuture<BatchSummary> done = new CompletableFuture<>();
    private final List<Consumer<BatchSummary>> listeners = new CopyOnWriteArrayList<>();
    private volatile String name;
    private volatile Sum over = Sum.NOTHING;
    private volatile @Nullable Path contactSheet;

    Batches(Path inbox, Clock clock, Tally tally, ContactSheets sheets) {
        this.inbox = inbox;
        this.clock = clock;
        this.tally = tally;
        this.sheets = sheets;
        this.name = next();
    }

    /** Names the batch that drops belong to now. */
    String name() {
        return name;
    }

    void listener(Consumer<BatchSummary> listener) {
        listeners.add(listener);
    }

    CompletableFuture<BatchSummary> done() {
        return done;
    }

    /** Tells of drops that are final or held, with their contact sheet. What is final is only counted from here on. */
    BatchSummary tell(Collection<DropTask> batch) throws IOException {
        contactSheet = sheet(batch);
        batch.forEach(DropTask::tell);
        over = over.plus(Sum.of(
                batch.stream().filter(task -> task.told() && task.closed()).toList()));
        BatchSummary summary = tally.summary(Sum.of(batch), batch, contactSheet);
        listeners.forEach(listener -> listener.accept(summary));
        name = next();
        return summary;
    }

    /** The pictures are there whether or not their sheet can be drawn. */
    private @Nullable Path sheet(Collection<DropTask> batch) throws IOException {
        try {
            return sheets.of(batch);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn(
                    "{}: contact sheet: cannot be drawn ({}); the pictures are in the outbox without it",
                    inbox,
                    e.toString());
            return null;
        }
    }

    /**
     * Ends them all.
     *
     * @param left drops that no batch has closed
     */
    void end(Collection<DropTask> left) {
        done.complete(tally.summary(over.plus(Sum.of(left)), left, contactSheet));
    }

    private String next() {
        return inbox + "@" + clock.instant();
    }
}
