package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an H2 file. */
class H2LedgerTest extends BudgetsContract {
    @TempDir
    Path folder;

    private int databases;

    @Override
    LedgerSettings empty() {
        return LedgerSettings.inFolder(folder.resolve("state-" + ++databases), "node-1");
    }

    @Override
    Ledger open(LedgerSettings settings) {
        return Ledgers.open(settings, clock);
    }

    @Override
    Database database() {
        return new H2Database("h2", clock);
    }
}
