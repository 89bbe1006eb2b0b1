package io.controlnetflow.core.ledger.sql;

import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/**
 * PostgreSQL: many nodes.
 *
 * @param time the database's time, so that nodes whose clocks differ agree on leases
 */
record PostgresDatabase(String name, ToLongFunction<Handle> time) implements Database {
    PostgresDatabase(String name) {
        this(name, PostgresDatabase::databaseTime);
    }

    @Override
    public long now(Handle handle) {
        return time.applyAsLong(handle);
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    @Override
    public String skipLocked() {
        return " for update skip locked";
    }

    /** A node that froze inside a transaction holds the account's row, and so would stop all others. */
    @Override
    public String greeting() {
        return "set idle_in_transaction_session_timeout = '10s'";
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    /** Blocks would belong to connections, and numbers of one node would not follow those of another. */
    @Override
    public int numbersAtOnce() {
        return 1;
    }

    /** A commit is on the disk there. */
    @Override
    public void force(Handle handle) {}

    @Override
    public String mark(Handle handle) {
        return handle.select("select coalesce(cast(txid_current_if_assigned() as text), '')")
                .mapTo(String.class)
                .one();
    }

    @Override
    public Fate fate(Handle handle, String mark) {
        if (mark.isEmpty()) {
            return Fate.UNDONE;
        }
        String status = handle.select("select coalesce(txid_status(cast(? as bigint)), '')", mark)
                .mapTo(String.class)
                .one();
        return switch (status) {
            case "committed" -> Fate.COMMITTED;
            case "aborted" -> Fate.UNDONE;
            case "in progress" -> Fate.OPEN;
            default -> Fate.UNKNOWN;
        };
    }

    private static long databaseTime(Handle handle) {
        return handle.select("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")
                .mapTo(Long.class)
                .one();
    }
}
