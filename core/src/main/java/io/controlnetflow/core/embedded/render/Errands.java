package io.controlnetflow.core.embedded.render;

import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The errands that renderers are on. Thread-safe. */
public final class Errands {
    private final Books books;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Errands(Books books) {
        this.books = books;
    }

    /** Begins one; {@link #done} ends it. */
    Errand begin(Task task) {
        Running errand = new Running(task.id());
        running.put(task.id(), errand);
        if (closed || books.task(task.id()).filter(t -> !t.ended()).isEmpty()) {
            errand.stop.countDown();
        }
        return errand;
    }

    void done(Task task) {
        running.remove(task.id());
    }

    /** The task has ended in the books: wakes who works for it. */
    void cancelled(String id) {
        Running errand = running.get(id);
        if (errand != null) {
            errand.stop.countDown();
        }
    }

    void close() {
        closed = true;
        running.values().forEach(e -> e.stop.countDown());
    }

    private final class Running implements Errand {
        private final String id;
        private final CountDownLatch stop = new CountDownLatch(1);

        Running(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Optional<String> note() {
            return books.note(id);
        }

        @Override
        public void keep(String note) throws RenderStopped {
            if (!books.keep(id, note)) {
                throw new RenderStopped(!closed);
            }
        }

        @Override
        public void pause(Duration time) throws RenderStopped {
            try {
                if (stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new RenderStopped(!closed);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RenderStopped(false);
            }
        }
    }
}
