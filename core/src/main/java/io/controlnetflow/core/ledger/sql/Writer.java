package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.artifact.NoRoom;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.sql.Database.Fate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Commits in groups: one thread takes whatever waits, runs it in one transaction and answers every caller after the
 * commit. When an operation of a group fails, the group is rolled back and its operations run one by one, so that only the
 * culprit's caller hears of it. A group also runs again when its connection was lost and the database has not committed it;
 * a commit without an answer is never repeated before the database has said that it did not happen. Operations must
 * therefore bear being run twice.
 */
final class Writer implements AutoCloseable {
    /** Operations in one transaction, at most. */
    static final int GROUP = 500;

    /** What follows when the room that a ledger needs is there again. */
    static final String GOES_ON =
            "; after that the same command goes on: what is written down is kept, nothing is paid twice";

    private static final int TRIES = 5;
    /** How long a group waits for a database that is gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Serialization failure, deadlock, and a row that another node inserted first: the same operation may succeed now. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01", "23505");

    private static final String TOO_LONG = "22001";

    private record Operation<T>(Function<Tx, T> work, CompletableFuture<T> answer) {
        /** Runs the work and gives what answers the caller once it is committed. */
        Runnable apply(Tx tx) {
            T value = work.apply(tx);
            return () -> answer.complete(value);
        }
    }

    private final Jdbi jdbi;
    private final Database database;
    private final Self self;
    private final Consumer<List<JobKey>> settled;
    private final LinkedBlockingQueue<Operation<?>> queue = new LinkedBlockingQueue<>();
    private final Operation<Boolean> last = new Operation<>(tx -> true, new CompletableFuture<>());
    private final Reach reach;
    private final Thread thread;
    private volatile boolean closed;

    Writer(Jdbi jdbi, Database database, Self self, Consumer<List<JobKey>> settled, Reach reach) {
        this.reach = reach;
        this.jdbi = jdbi;
        this.database = database;
        this.self = self;
        this.settled = settled;
        this.thread = new Thread(this::work, "ledger-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the work in a transaction and gives its value after the commit. */
    <T extends @Nullable Object> T write(Function<Tx, T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (queue) {
            if (closed) {
                throw new LedgerUnavailable("ledger: " + database.name() + " is closed");
            }
            queue.add(new Operation<>(work, answer));
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw asCallersOwn(e.getCause() == null ? e : e.getCause());
        }
    }

    /** For operations without a value. */
    void run(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    @Override
    public void close() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                reach.close();
                queue.add(last);
            }
        }
        last.answer.exceptionally(failure -> false).join();
    }

    private void work() {
        List<Operation<?>> group = new ArrayList<>(GROUP);
        boolean more = true;
        while (more) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody but close() ends this thread: callers wait for it
            }
            queue.drainTo(group, GROUP - 1);
            more = !group.contains(last);
            together(List.copyOf(group));
        }
    }

    private void together(List<Operation<?>> group) {
        Throwable failure = attempt(group);
        if (failure == null) {
            return;
        }
        boolean over = failure instanceof CommitFailed || Reach.lost(failure);
        if (over || (group.size() == 1 && !worthAnotherTry(failure))) {
            group.forEach(operation -> operation.answer.completeExceptionally(failure));
            return;
        }
        group.forEach(this::alone);
    }

    private void alone(Operation<?> operation) {
        Throwable failure = attempt(List.of(operation));
        for (int tries = 1; tries < TRIES && failure != null && worthAnotherTry(failure); tries++) {
            failure = attempt(List.of(operation));
        }
        if (failure != null) {
            operation.answer.completeExceptionally(failure);
        }
    }

    /** Null when the group is committed and answered. As long as the database is gone, the group waits for it. */
    private @Nullable Throwable attempt(List<Operation<?>> group) {
        long begun = System.nanoTime();
        while (true) {
            Throwable failure = commit(group);
            if (failure == null) {
                reach.worked();
                return null;
            }
            reach.failed(failure);
            if (failure instanceof CommitFailed || !Reach.lost(failure) || !reach.again(begun, PATIENCE)) {
                return failure;
            }
        }
    }

    /** One try. Whatever it gives but {@link CommitFailed}: nothing was committed. */
    private @Nullable Throwable commit(List<Operation<?>> group) {
        List<Runnable> answers = new ArrayList<>(group.size());
        List<JobKey> news = List.of();
        String mark = "";
        boolean sent = false;
        boolean forced = false;
        boolean committed = false;
        try (Handle handle = jdbi.open()) {
            handle.begin();
            try {
                Tx tx = new Tx(handle, database, self);
                for (Operation<?> operation : group) {
                    answers.add(operation.apply(tx));
                }
                tx.finish();
                news = tx.settled();
                forced = tx.forced();
                mark = database.mark(handle);
            } catch (Throwable e) {
                rollback(handle, e);
                return e;
            }
            sent = true;
            handle.commit();
            if (forced) {
                database.force(handle);
            }
            committed = true;
        } catch (JdbiException e) {
            if (!sent || (!committed && worthAnotherTry(e))) {
                return e;
            }
            Fate fate = committed ? Fate.COMMITTED : fate(mark, e);
            if (fate != Fate.COMMITTED) {
                return fate == Fate.UNDONE ? e : new CommitFailed(e);
            }
        }
        answers.forEach(Runnable::run);
        if (!news.isEmpty()) {
            settled.accept(news);
        }
        return null;
    }

    /** The answer to a commit was lost with its connection, or was an error: the database is asked what it did. */
    private Fate fate(String mark, Throwable unanswered) {
        reach.failed(unanswered);
        long begun = System.nanoTime();
        do {
            try (Handle handle = jdbi.open()) {
                Fate fate = database.fate(handle, mark);
                if (fate != Fate.OPEN) {
                    return fate;
                }
            } catch (JdbiException e) {
                if (!Reach.lost(e)) {
                    return Fate.UNKNOWN;
                }
            }
        } while (reach.again(begun, PATIENCE));
        return Fate.UNKNOWN;
    }

    private static void rollback(Handle handle, Throwable because) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            because.addSuppressed(e);
        }
    }

    private static boolean worthAnotherTry(Throwable failure) {
        return WORTH_ANOTHER_TRY.contains(state(failure));
    }

    private static String state(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private RuntimeException asCallersOwn(Throwable failure) {
        if (failure instanceof JdbiException && state(failure).equals(TOO_LONG)) {
            return new IllegalArgumentException(
                    "ledger: a text is longer than its column, and nothing was written: " + Reach.reason(failure),
                    failure);
        }
        if (failure instanceof JdbiException || failure instanceof CommitFailed) {
            return unavailable(database, failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException own ? own : new IllegalStateException(failure);
    }

    static LedgerUnavailable unavailable(Database database, Throwable cause) {
        return new LedgerUnavailable(
                "ledger: " + database.name() + " could not be used: "
                        + NoRoom.in(cause).orElse(Reach.reason(cause))
                        + (database.exclusive() ? GOES_ON : "; it is tried again at the next look"),
                cause,
                !database.exclusive());
    }

    /** Nobody knows whether the group is in the database: it must not be run again, its callers look again. */
    private static final class CommitFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommitFailed(Throwable cause) {
            super(cause);
        }
    }
}
