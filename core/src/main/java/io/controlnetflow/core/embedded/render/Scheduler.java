package io.controlnetflow.core.embedded.render;

import io.controlnetflow.core.embedded.books.Books;
import io.controlnetflow.core.embedded.books.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs tasks: at most so many at once, the others wait in their order; each ends not before its time. One timer for all;
 * no thread belongs to a task. Thread-safe.
 */
public final class Scheduler {
    private final Books books;
    private final Studio studio;
    private final Errands errands;
    private final int places;
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final Clock clock;
    private final Consumer<Task> ended;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final Map<String, List<CompletableFuture<Task>>> watchers = new HashMap<>();
    private int active;
    private int mostActive;
    private boolean closed;

    /**
     * @param places how many tasks run at once; zero: all
     * @param ended hears of each task after its end is in the books
     */
    public Scheduler(
            Books books,
            Studio studio,
            Errands errands,
            int places,
            ScheduledExecutorService timer,
            ExecutorService workers,
            Clock clock,
            Consumer<Task> ended) {
        this.books = books;
        this.studio = studio;
        this.errands = errands;
        this.places = places;
        this.timer = timer;
        this.workers = workers;
        this.clock = clock;
        this.ended = ended;
    }

    /** Writes a new task into the books and starts it, or lets it wait. */
    public void accept(Task task) {
        Task accepted;
        synchronized (this) {
            accepted = free() ? task.started(clock.instant()) : task;
            books.put(accepted);
            take(accepted);
        }
        run(accepted);
    }

    /** Goes on with what was not finished when the last process ended; times stay as they were. */
    public void resume(List<Task> unfinished) {
        for (Task task : unfinished) {
            if (task.state() == Task.State.CREATED) {
                accept(task);
            } else {
                synchronized (this) {
                    take(task);
                }
                run(task);
            }
        }
    }

    /** Completes with the task when it has ended. */
    public CompletableFuture<Task> end(String id) {
        CompletableFuture<Task> future = new CompletableFuture<>();
        synchronized (this) {
            watchers.computeIfAbsent(id, i -> new ArrayList<>()).add(future);
        }
        books.task(id).filter(Task::ended).ifPresent(future::complete);
        return future;
    }

    /** Ends a task that has not ended: what waits never starts, what is at work is stopped. Empty: there is none. */
    public Optional<Task> cancel(String id) {
        synchronized (this) {
            waiting.removeIf(t -> t.id().equals(id));
        }
        if (ended(id, t -> t.cancelled(clock.instant()))) {
            errands.cancelled(id);
        }
        return books.task(id);
    }

    public synchronized int mostActive() {
        return mostActive;
    }

    public synchronized int active() {
        return active;
    }

    private boolean free() {
        return places == 0 || active < places;
    }

    private void take(Task task) {
        if (task.state() == Task.State.PROCESSING) {
            active++;
            mostActive = Math.max(mostActive, active);
        } else {
            waiting.add(task);
        }
    }

    private void run(Task task) {
        if (task.state() == Task.State.PROCESSING) {
            if (studio.instant()) {
                at(task, () -> work(() -> end(task, studio.make(task))));
            } else {
                work(() -> {
                    if (closed()) {
                        return;
                    }
                    Studio.Made made = studio.make(task);
                    at(task, () -> end(task, made));
                });
            }
        }
    }

    private void at(Task task, Runnable then) {
        long wait = Duration.between(clock.instant(), task.due()).toMillis();
        try {
            var unused = timer.schedule(then, Math.max(0, wait), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server is closing: the books know the task, and the next start goes on with it.
        }
    }

    private void work(Runnable what) {
        try {
            workers.execute(what);
        } catch (RejectedExecutionException e) {
            // As above.
        }
    }

    /** Nothing ends any more; the next start goes on. */
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
        }
        errands.close();
    }

    private synchronized boolean closed() {
        return closed;
    }

    private void end(Task task, Studio.Made made) {
        if (closed()) {
            return;
        }
        boolean unused = ended(task.id(), t -> made.apply(t, clock.instant()));
        startNext();
    }

    /** Ends it once, and tells who waits for that; false when it had ended before, or does not end. */
    private boolean ended(String id, UnaryOperator<Task> how) {
        List<CompletableFuture<Task>> futures;
        Task now;
        synchronized (this) {
            Optional<Task> open = books.task(id).filter(t -> !t.ended());
            Optional<Task> changed = open.isEmpty() ? open : books.update(id, how);
            if (changed.filter(Task::ended).isEmpty()) {
                return false;
            }
            now = changed.get();
            futures = watchers.remove(id);
        }
        if (futures != null) {
            futures.forEach(f -> f.complete(now));
        }
        ended.accept(now);
        return true;
    }

    private void startNext() {
        List<Task> started = new ArrayList<>();
        synchronized (this) {
            active--;
            while (free() && !waiting.isEmpty()) {
                Task next = waiting.remove().started(clock.instant());
                books.put(next);
                take(next);
                started.add(next);
            }
        }
        started.forEach(this::run);
    }
}
