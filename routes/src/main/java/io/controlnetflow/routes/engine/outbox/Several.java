package io.controlnetflow.routes.engine.outbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Does the same to each of a list, on a few threads: files that are forced to the disk one after the other wait for it each time. */
public final class Several {
    private static final int THREADS = 4;

    /** What is done to one. */
    public interface Work<T, R extends @Nullable Object> {
        R on(T item) throws IOException;
    }

    private Several() {}

    /**
     * What came of each, in the order of the list; a single one is done on the caller's thread.
     *
     * @throws IOException of the first that failed; the others may be done or not
     */
    public static <T, R extends @Nullable Object> List<R> each(List<T> items, Work<T, R> work) throws IOException {
        List<R> results = new ArrayList<>(items.size());
        if (items.size() < 2) {
            for (T item : items) {
                results.add(work.on(item));
            }
            return results;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, items.size()));
        try {
            List<Callable<R>> calls = new ArrayList<>();
            items.forEach(item -> calls.add(() -> work.on(item)));
            for (Future<R> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; it is done again", e);
        } finally {
            threads.shutdown();
        }
    }
}
