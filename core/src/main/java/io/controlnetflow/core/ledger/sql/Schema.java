package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.artifact.NoRoom;
import io.controlnetflow.core.ledger.LedgerLook;
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
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings an older ledger up to date and refuses a newer one. H2 commits each statement of a migration by itself, so every statement
 * can be run again: a kill in the middle of a migration leaves a ledger that the next start completes.
 */
final class Schema {
    /** The newest migration of this program. */
    static final int CURRENT = 6;

    private static final String HISTORY = "flow_schema";

    private static final int NONE = -1;
    /** A step ended with an error, as with a full disk; what it did is done once more. */
    private static final int BROKEN_OFF = -2;

    private Schema() {}

    static void migrate(DataSource source, Database database) {
        String name = database.name();
        int found = version(source);
        if (found == CURRENT) {
            return;
        }
        if (found > CURRENT) {
            throw new LedgerUnavailable("ledger: " + name + " has schema " + found + ", this program knows " + CURRENT
                    + "; a newer version wrote it: use that version, or another --state");
        }
        try {
            Flyway steps = steps(source, database).load();
            if (found != NONE) {
                steps.repair();
            }
            steps.migrate();
        } catch (FlywayException e) {
            throw new LedgerUnavailable(
                    "ledger: " + name + " could not be migrated: "
                            + NoRoom.in(e).map(said -> said + Writer.GOES_ON).orElse(e.getMessage()),
                    e);
        }
    }

    /** How old the ledger is. */
    static LedgerLook look(Connection connection) throws SQLException {
        int found = version(connection);
        if (found == NONE) {
            return new LedgerLook.Empty();
        }
        if (found > CURRENT) {
            return new LedgerLook.Newer(found, CURRENT);
        }
        return found == CURRENT ? new LedgerLook.Current(CURRENT) : new LedgerLook.Older(Math.max(0, found), CURRENT);
    }

    static FluentConfiguration steps(DataSource source, Database database) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/controlnetflow/core/ledger/migrations")
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(MigrationVersion.fromVersion("0"))
                .placeholders(Map.of("numbers_at_once", Integer.toString(database.numbersAtOnce())))
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
    }

    /** The schema found, {@link #NONE} or {@link #BROKEN_OFF}. */
    private static int version(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return version(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable("ledger: its schema could not be read: " + e.getMessage(), e);
        }
    }

    private static int version(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return NONE;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select \"version\", \"success\" from \"" + HISTORY + "\"")) {
            int version = NONE;
            while (rows.next()) {
                if (!rows.getBoolean(2)) {
                    return BROKEN_OFF;
                }
                String text = rows.getString(1);
                version = text == null ? version : Math.max(version, Integer.parseInt(text));
            }
            return version;
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
