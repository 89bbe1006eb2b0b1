package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an H2 file. */
class H2LedgerTest extends WalkContract {
    @TempDir
    Path folder;

    @Override
    Ledger fresh() {
        return Ledgers.open(LedgerSettings.inFolder(folder, "node-1"), clock);
    }
}
