package io.controlnetflow.core.ledger.sql;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Where the parts of the ledger read (on the pool) and write (in the writer's groups). */
record Store(Jdbi jdbi, Database database, Self self, Writer writer) {
    <T extends @Nullable Object> T read(Function<Handle, T> query) {
        try (Handle handle = jdbi.open()) {
            return query.apply(handle);
        } catch (JdbiException e) {
            throw Writer.unavailable(database, e);
        }
    }

    <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return writer.write(work);
    }

    void run(Consumer<Tx> work) {
        writer.run(work);
    }
}
