package io.controlnetflow.routes.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does something to each of a list: a few in their order, many on several threads. The ledger commits in groups, so waiting callers
 * side by side cost it little more than one.
 */
final class AtATime {
    private static final int FEW = 32;
    private static final int THREADS = 16;

    /** What is done to one. */
    interface Work<T> {
        void on(T one) throws IOException;
    }

    private AtATime() {}

    static <T> void all(List<T> items, Work<T> work) throws IOException {
        int few = Math.min(FEW, items.size());
        for (T item : items.subList(0, few)) {
            work.on(item);
        }
        if (few == items.size()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Object>> calls = items.subList(few, items.size()).stream()
                    .map(item -> (Callable<Object>) () -> {
                        work.on(item);
                        return item;
                    })
                    .toList();
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
