package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Ledgers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;

/** The program that {@link CutMigrationTest} cuts off: opens the ledger of each folder named, and says how that ended. */
final class OpeningProcess {
    private OpeningProcess() {}

    public static void main(String[] folders) {
        PrintStream out = System.out;
        for (String folder : folders) {
            try {
                Ledgers.open(LedgerSettings.inFolder(Path.of(folder), "cut"), Clock.systemUTC())
                        .close();
                out.println("opened");
            } catch (LedgerUnavailable e) {
                out.println("refused: " + e.getMessage());
            }
        }
    }
}
