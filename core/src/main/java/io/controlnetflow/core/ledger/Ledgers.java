package io.controlnetflow.core.ledger;

import io.controlnetflow.core.ledger.sql.SqlLedger;
import java.time.Clock;

/** Opens ledgers. */
public final class Ledgers {
    private Ledgers() {}

    /**
     * Opens the ledger, migrating it when it is older.
     *
     * @throws LedgerUnavailable when another process holds the file, the URL is unsafe, the ledger is newer than this
     *     program, or the database cannot be reached
     */
    public static Ledger open(LedgerSettings settings, Clock clock) {
        return SqlLedger.open(settings, clock);
    }

    /**
     * Looks whether the ledger can be opened and how old it is; migrates nothing and makes nothing.
     *
     * @throws LedgerUnavailable when the database cannot be reached or read, or the URL is unsafe
     */
    public static LedgerLook look(LedgerSettings settings) {
        return SqlLedger.look(settings);
    }
}
