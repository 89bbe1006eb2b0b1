package io.controlnetflow.routes.engine.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does something to a list in pieces: the first piece before the others, those on several threads. */
final class AtATime {
    /** So that a long list has its first results soon. */
    private static final int FIRST = 32;

    private static final int PIECE = 1_000;
    private static final int THREADS = 4;

    /** What is done to a piece. */
    interface Work<T> {
        void on(List<T> piece) throws IOException;
    }

    private AtATime() {}

    static <T> void all(List<T> items, Work<T> work) throws IOException {
        int first = Math.min(FIRST, items.size());
        if (first > 0) {
            work.on(items.subList(0, first));
        }
        if (first == items.size()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int at = first; at < items.size(); at += PIECE) {
                List<T> piece = items.subList(at, Math.min(items.size(), at + PIECE));
                calls.add(() -> {
                    work.on(piece);
                    return piece;
                });
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
        }
    }
}
