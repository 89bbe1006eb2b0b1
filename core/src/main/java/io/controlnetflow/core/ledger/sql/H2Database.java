package io.controlnetflow.core.ledger.sql;

import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** H2 in a file: one process, one writer. */
record H2Database(String name, Clock clock) implements Database {
    @Override
    public long now(Handle handle) {
        return clock.millis();
    }

    @Override
    public String skipLocked() {
        return "";
    }

    /** All that writes is this ledger's one writer. And H2 would read such a statement anew each time. */
    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public @Nullable String greeting() {
        return null;
    }

    @Override
    public boolean exclusive() {
        return true;
    }

    /** A commit outlives the process; only this outlives a loss of power. */
    @Override
    public void force(Handle handle) {
        handle.execute("checkpoint sync");
    }

    @Override
    public String mark(Handle handle) {
        return "";
    }

    /** H2 does not keep it. */
    @Override
    public Fate fate(Handle handle, String mark) {
        return Fate.UNKNOWN;
    }

    /** Every block of numbers is a commit of its own. */
    @Override
    public int numbersAtOnce() {
        return 1_000;
    }
}
