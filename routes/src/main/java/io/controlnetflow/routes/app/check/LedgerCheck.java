package io.controlnetflow.routes.app.check;

import io.controlnetflow.core.ledger.LedgerLook;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Ledgers;

/** Whether the next start can use the ledger. Changes nothing in it. */
public final class LedgerCheck {
    private static final String WHAT = "ledger";

    private LedgerCheck() {}

    /** @param database whether it is a database of its own, rather than a file in the state folder */
    public static Check of(LedgerSettings settings, boolean database) {
        LedgerLook look;
        try {
            look = Ledgers.look(settings);
        } catch (LedgerUnavailable e) {
            return Check.fail(
                    WHAT,
                    e.getMessage() + (database ? "; nothing is submitted until it answers, then start again" : ""));
        }
        if (look instanceof LedgerLook.Newer newer) {
            return Check.fail(
                    WHAT,
                    "has schema " + newer.schema() + ", this program knows " + newer.current()
                            + "; a newer version wrote it: use that version, or another "
                            + (database ? "--database-url" : "--state"));
        }
        if (look instanceof LedgerLook.Older older) {
            return Check.ok(
                    WHAT,
                    "has schema " + older.schema() + (older.cutShort() ? ", and a migration of it was cut short" : "")
                            + "; the next start migrates it to " + older.current()
                            + ", and older programs cannot open it after that");
        }
        if (look instanceof LedgerLook.InUse inUse) {
            return Check.warn(WHAT, inUse.message());
        }
        return Check.ok(
                WHAT,
                look instanceof LedgerLook.Empty
                        ? (database ? "the database answers, " : "") + "none yet; it is made at the first run"
                        : database ? "the database answers" : "opens");
    }
}
