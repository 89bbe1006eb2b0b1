package io.controlnetflow.core.ledger;

/** What a look at a ledger found, see {@link Ledgers#look}. */
public sealed interface LedgerLook {
    /** There is none yet; the first run makes it. */
    record Empty() implements LedgerLook {}

    /** It fits this program. */
    record Current(int schema) implements LedgerLook {}

    /**
     * The next start migrates it.
     *
     * @param schema 0: before the first was written in full
     * @param cutShort true when a start was cut short while it migrated it
     */
    record Older(int schema, int current, boolean cutShort) implements LedgerLook {}

    /** This program refuses it. */
    record Newer(int schema, int current) implements LedgerLook {}

    /** Another process has its file open. */
    record InUse(String message) implements LedgerLook {}
}
