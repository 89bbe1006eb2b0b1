package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Takes in the files of a folder.
 *
 * <p><b>In</b>: files that are settled (size and time quiet for a second), in natural order, each once per name, size and time.
 * <b>Out</b>: each file to {@link Inbox#store}, on a few threads, then those of a moment together to {@link Inbox#take};
 * {@link Inbox#look} after that, again and again. Files stay where they
 * are: nothing is locked, marked or moved here. <b>Fails with</b>: nothing; a file that could not be taken is seen again.
 */
public final class WatchFolder extends RouteBuilder {
    private static final int THREADS = 8;
    private static final int QUEUE = 50_000;
    /** Rows in one commit, at most; and how long the first waits for the others, at most. */
    private static final int TOGETHER = 1_000;

    private static final int TOGETHER_MILLIS = 1_000;
    private static final int MEMORY = 1_000_000;

    /** A file whose bytes are kept, and whose row is not written yet. */
    public interface Stored {}

    private record Waiting(String key, Path file, Stored stored) {}

    /** Whom the files are given to. */
    public interface Inbox {
        /** The watched folder, absolute. */
        Path folder();

        /** Whether a file of this path, relative and with {@code /}, is looked at at all. */
        boolean accepts(String path);

        /**
         * The file's bytes are kept when this returns. Called on several threads.
         *
         * @throws UncheckedIOException when there is no room for them, which was said; it is seen again
         */
        Stored store(Path file, String path);

        /** The rows of these files are committed when this returns. Called on one thread. */
        void take(List<Stored> files);

        /** What was taken can be planned. Called a few times a second, on one thread, never while a file is being taken. */
        void look();
    }

    private final String id;
    private final Inbox inbox;
    private final Comparator<String> order;
    private final MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
    private final AtomicInteger unstored = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param id a word that no other watched folder has */
    public WatchFolder(String id, Inbox inbox, Comparator<String> order) {
        this.id = id;
        this.inbox = inbox;
        this.order = order;
        seen.setCacheSize(MEMORY);
    }

    @Override
    public void configure() throws Exception {
        from(files())
                .routeId("flow-watch-" + id)
                .process(this::queued)
                .to(ExchangePattern.InOnly, "seda:flow-intake-" + id + sedaOptions());

        from("seda:flow-intake-" + id + sedaOptions() + "&" + Queues.WAIT + "&concurrentConsumers=" + THREADS)
                .routeId("flow-intake-" + id)
                .process(this::store)
                .aggregate(constant(true), new GroupedBodyAggregationStrategy())
                .completionSize(TOGETHER)
                .completionPredicate(exchange -> unstored.get() == 0)
                .completionInterval(TOGETHER_MILLIS)
                .to(ExchangePattern.InOnly, "seda:flow-taken-" + id + sedaOptions());

        from("seda:flow-taken-" + id + sedaOptions() + "&" + Queues.WAIT)
                .routeId("flow-taken-" + id)
                .process(this::take);

        from("timer:flow-look-" + id + "?period=200&delay=200")
                .routeId("flow-look-" + id)
                .process(exchange -> {
                    if (underWay.get() == 0) {
                        inbox.look();
                    }
                });
    }

    private static String sedaOptions() {
        return "?size=" + QUEUE + "&blockWhenFull=true";
    }

    /**
     * No {@code preMove} (it strands files at a crash), no lock files (the inbox may be read-only). A minimum age settles all
     * files at once; the lock's plain wait would cost a second a file. A minimum length of 0, or an empty file stalls the others.
     * An endpoint of its own, since what it needs would else be bound in Camel's registry, which is a plain map that cells look
     * beans up in meanwhile.
     */
    private FileEndpoint files() throws Exception {
        String folder = new URI(null, null, inbox.folder().toString(), null).getRawPath();
        String uri = "file:" + folder
                + "?noop=true&recursive=true&autoCreate=false&delay=500&initialDelay=0&probeContentType=false"
                + "&readLock=changed&readLockMinAge=1000&readLockMinLength=0&readLockMarkerFile=false"
                + "&readLockLoggingLevel=DEBUG&idempotent=true&idempotentKey=${file:name}:${file:size}:${file:modified}";
        FileEndpoint files = (FileEndpoint) getContext().getComponent("file").createEndpoint(uri);
        files.setIdempotentRepository(seen);
        files.setFilter(this::wanted);
        files.setSorter(Comparator.comparing(WatchFolder::path, order));
        return files;
    }

    private boolean wanted(GenericFile<File> file) {
        return file.isDirectory() || inbox.accepts(path(file));
    }

    private static String path(GenericFile<?> file) {
        return file.getRelativeFilePath().replace(File.separatorChar, '/');
    }

    private void queued(Exchange exchange) {
        underWay.incrementAndGet();
        unstored.incrementAndGet();
    }

    private void store(Exchange exchange) {
        GenericFile<?> file = exchange.getMessage().getBody(GenericFile.class);
        Path there = ((File) file.getFile()).toPath();
        String key = file.getFileName() + ":" + file.getFileLength() + ":" + file.getLastModified();
        try {
            exchange.getMessage().setBody(new Waiting(key, there, inbox.store(there, path(file))));
        } catch (UncheckedIOException noRoom) {
            seen.remove(key);
            underWay.decrementAndGet();
            exchange.setRouteStop(true);
        } catch (RuntimeException e) {
            seen.remove(key);
            underWay.decrementAndGet();
            throw e;
        } finally {
            unstored.decrementAndGet();
        }
    }

    private void take(Exchange exchange) {
        List<Waiting> waiting = ((List<?>) exchange.getMessage().getBody(List.class))
                .stream().map(Waiting.class::cast).toList();
        try {
            inbox.take(waiting.stream().map(Waiting::stored).toList());
            waiting.stream().filter(file -> !Files.exists(file.file)).forEach(moved -> seen.remove(moved.key));
        } catch (LedgerUnavailable e) {
            waiting.forEach(file -> seen.remove(file.key));
            if (!e.comesBack()) {
                throw e;
            }
        } catch (RuntimeException e) {
            waiting.forEach(file -> seen.remove(file.key));
            throw e;
        } finally {
            underWay.addAndGet(-waiting.size());
        }
    }

    /** The ids of its routes. */
    public List<String> routes() {
        return List.of("flow-watch-" + id, "flow-intake-" + id, "flow-taken-" + id, "flow-look-" + id);
    }

    /** The file came back, or could not be planned yet: it is taken again when it is seen. */
    public void forget(String path, long size, long modified) {
        seen.remove(path + ":" + size + ":" + modified);
    }
}
