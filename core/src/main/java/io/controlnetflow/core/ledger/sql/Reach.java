package io.controlnetflow.core.ledger.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the database cannot be used, and once that it can again, however many calls find out. Thread-safe. */
final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** What was under way when the first call failed may still work, and proves nothing. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);
    /** Connections, resources such as the disk, and what an operator does. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");
    /** H2: its file cannot be written (two codes), the connection is broken, the database was closed after an error. */
    private static final Set<Integer> H2_CODES = Set.of(90028, 90031, 90067, 90098);

    private final String database;
    private final AtomicLong goneSince = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);

    private final boolean comesBack;

    /** @param comesBack whether it is worth waiting for */
    Reach(String database, boolean comesBack) {
        this.database = database;
        this.comesBack = comesBack;
    }

    /** True when nothing is wrong with the statement: the database itself could not be used. */
    static boolean lost(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectionException) {
                return true;
            }
            if (at instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? "" : sql.getSQLState();
                if (H2_CODES.contains(sql.getErrorCode())
                        || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)))) {
                    return true;
                }
            }
        }
        return false;
    }

    void failed(Throwable failure) {
        if (lost(failure) && goneSince.compareAndSet(0, System.nanoTime() | 1)) {
            LOG.warn(
                    "ledger: {} cannot be used: {}; {}",
                    database,
                    reason(failure),
                    comesBack ? "what is under way waits, and it goes on by itself" : "it is tried again");
        }
    }

    void worked() {
        long since = goneSince.get();
        if (since != 0 && System.nanoTime() - since > UNDER_WAY.toNanos() && goneSince.compareAndSet(since, 0)) {
            LOG.warn(
                    "ledger: {} can be used again after {} s; work goes on",
                    database,
                    Duration.ofNanos(System.nanoTime() - since).toSeconds());
        }
    }

    /**
     * Waits a moment before the next try.
     *
     * @param begun {@link System#nanoTime} of the first try
     * @param most how long to go on trying
     * @return false when that is over, the database is no server that comes back, the ledger is being closed or the thread is interrupted
     */
    boolean again(long begun, Duration most) {
        try {
            return comesBack
                    && System.nanoTime() - begun < most.toNanos()
                    && !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nobody waits any more. */
    void close() {
        closing.countDown();
    }

    /** The innermost message, in one line. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return words.lines().findFirst().orElse(words);
    }
}
