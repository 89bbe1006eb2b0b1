package io.controlnetflow.core.ledger.sql;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What differs between the databases; everything else is the same SQL. */
interface Database {
    /** The time that the ledger goes by, milliseconds since 1970. */
    long now(Handle handle);

    /** Ends a sub-select that picks rows to claim, so that two nodes never wait for each other's picks. */
    String skipLocked();

    /** Ends a select whose rows no other transaction may change before this one is over; empty where there is no other one. */
    String forUpdate();

    /** True when no other process can have this ledger open. */
    boolean exclusive();

    /** How many row numbers are taken out at once; more than one only where that leaves them in the order of their commits. */
    int numbersAtOnce();

    /** What each new connection is told first; null: nothing. */
    @Nullable
    String greeting();

    /** Forces what was committed to the disk, where a commit alone only reaches the operating system. */
    void force(Handle handle);

    /** What names the open transaction, so that its {@link #fate} can be asked; empty: it changed nothing. */
    String mark(Handle handle);

    /** What became of a transaction whose commit was not answered. */
    Fate fate(Handle handle, String mark);

    /** Of a transaction. */
    enum Fate {
        COMMITTED,
        UNDONE,
        /** Not over yet. */
        OPEN,
        UNKNOWN
    }

    /** The database without its password, for messages. */
    String name();
}
