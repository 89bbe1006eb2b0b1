package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 ledger of the first schema, with rows that every later step copies. */
record OldLedger(Path folder) {
    static final int RUNS = 300;

    Path file() {
        return folder.resolve("ledger.mv.db");
    }

    LedgerSettings settings() {
        return LedgerSettings.inFolder(folder, "node-1");
    }

    static OldLedger make(Path folder) throws SQLException {
        OldLedger ledger = new OldLedger(folder);
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(ledger.settings().url());
        Schema.steps(source, new H2Database("old", Clock.systemUTC()))
                .target("1")
                .load()
                .migrate();
        ledger.execute(
                "insert into flow_run (run_id, flow, snapshot, inputs, batch, label, state, published, created_at)"
                        + " select 'run-' || x, 'flow', 'snapshot ' || mod(x, 7) || rawtohex(secure_rand(450)), '{}', 'batch',"
                        + " 'cat.jpg', 'ACTIVE', false, x from system_range(1, " + RUNS + ")",
                "insert into flow_cell (cell_id, run_id, node, coordinates, position, state, pending, reused,"
                        + " lease_until, created_at) select 'run-' || x || '/map', 'run-' || x, 'map', '{}', 0, 'READY',"
                        + " 0, false, 0, 5 from system_range(1, " + RUNS + ")",
                "shutdown compact");
        return ledger;
    }

    /** A copy in another folder that is as many KiB larger, about. */
    OldLedger copy(Path other, int larger) throws IOException, SQLException {
        Files.createDirectories(other);
        OldLedger copy = new OldLedger(other);
        Files.copy(file(), copy.file());
        copy.execute(
                "insert into flow_event (at_ms, kind, note) select x, 'padding', rawtohex(secure_rand(500))"
                        + " from system_range(1, " + larger + ")",
                "shutdown compact");
        return copy;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings().url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
