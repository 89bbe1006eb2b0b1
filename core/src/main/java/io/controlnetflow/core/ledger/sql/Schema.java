package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Brings an older ledger up to date and refuses a newer one. */
final class Schema {
    /** The newest migration of this program. */
    static final int CURRENT = 2;

    private static final String HISTORY = "flow_schema";

    private Schema() {}

    static void migrate(DataSource source, String name) {
        int found = version(source);
        if (found == CURRENT) {
            return;
        }
        if (found > CURRENT) {
            throw new LedgerUnavailable("ledger: " + name + " has schema " + found + ", this program knows " + CURRENT
                    + "; a newer version wrote it: use that version, or another --state");
        }
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:io/controlnetflow/core/ledger/migrations")
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion(MigrationVersion.fromVersion("0"))
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new LedgerUnavailable("ledger: " + name + " could not be migrated: " + e.getMessage(), e);
        }
    }

    /** The schema found, or -1 when there is none or one of its steps did not succeed: then Flyway looks closer. */
    private static int version(DataSource source) {
        try (Connection connection = source.getConnection()) {
            if (!hasHistory(connection)) {
                return -1;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select \"version\", \"success\" from \"" + HISTORY + "\"")) {
                int version = -1;
                while (rows.next()) {
                    if (!rows.getBoolean(2)) {
                        return -1;
                    }
                    String text = rows.getString(1);
                    version = text == null ? version : Math.max(version, Integer.parseInt(text));
                }
                return version;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("ledger: its schema could not be read: " + e.getMessage(), e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals(HISTORY)) {
                    return true;
                }
            }
            return false;
        }
    }
}
