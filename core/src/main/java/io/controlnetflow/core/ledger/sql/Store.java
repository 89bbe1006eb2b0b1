package io.controlnetflow.core.ledger.sql;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Where the parts of the ledger read (on the pool) and write (in the writer's groups). */
record Store(Jdbi jdbi, Database database, Self self, Writer writer, Reach reach) {
    /** How long a read waits for a database that is gone, besides the pool's own half minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    <T extends @Nullable Object> T read(Function<Handle, T> query) {
        long begun = System.nanoTime();
        while (true) {
            try (Handle handle = jdbi.open()) {
                T value = query.apply(handle);
                reach.worked();
                return value;
            } catch (JdbiException e) {
                reach.failed(e);
                if (!Reach.lost(e) || !reach.again(begun, PATIENCE)) {
                    throw Writer.unavailable(database, e);
                }
            }
        }
    }

    <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return writer.write(work);
    }

    void run(Consumer<Tx> work) {
        writer.run(work);
    }
}
