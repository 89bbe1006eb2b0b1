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
 * can be run again: a ledger in which a migration stopped between two of them is completed. What is cut inside a statement, see
 * {@link H2File}.
 */
final class Schema {
    /** The newest migration of this program. */
    static final int CURRENT = 12;

    private static final String HISTORY = "flow_schema";

    /**
     * What a ledger's history says.
     *
     * @param newest the newest step that was done; -1: there is no history
     * @param broken a step ended with an error, as with a full disk; what it did is done once more
     */
    private record Version(int newest, boolean broken) {}

    private static final Version NONE = new Version(-1, false);

    private Schema() {}

    static void migrate(DataSource source, Database database) {
        Version found = version(source);
        if (fits(found, database)) {
            return;
        }
        try {
            Flyway steps = steps(source, database).load();
            if (!found.equals(NONE)) {
                steps.repair();
            }
            steps.migrate();
        } catch (FlywayException e) {
            throw notMigrated(database, e);
        }
    }

    /** Whether the ledger needs no migration. */
    static boolean fits(DataSource source, Database database) {
        return fits(version(source), database);
    }

    private static boolean fits(Version found, Database database) {
        if (found.newest > CURRENT) {
            throw new LedgerUnavailable("ledger: " + database.name() + " has schema " + found.newest
                    + ", this program knows " + CURRENT
                    + "; a newer version wrote it: use that version, or another --state");
        }
        return found.newest == CURRENT && !found.broken;
    }

    static LedgerUnavailable notMigrated(Database database, Exception cause) {
        return new LedgerUnavailable(
                "ledger: " + database.name() + " could not be migrated: "
                        + NoRoom.in(cause).map(said -> said + Writer.GOES_ON).orElse(cause.getMessage()),
                cause);
    }

    /**
     * How old the ledger is.
     *
     * @param cutShort true when a migration of it was begun elsewhere and not finished
     */
    static LedgerLook look(Connection connection, boolean cutShort) throws SQLException {
        Version found = version(connection);
        if (found.equals(NONE)) {
            return new LedgerLook.Empty();
        }
        if (found.newest > CURRENT) {
            return new LedgerLook.Newer(found.newest, CURRENT);
        }
        return found.newest == CURRENT && !found.broken
                ? new LedgerLook.Current(CURRENT)
                : new LedgerLook.Older(found.newest, CURRENT, cutShort || found.broken);
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

    private static Version version(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return version(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable("ledger: its schema could not be read: " + e.getMessage(), e);
        }
    }

    private static Version version(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return NONE;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select \"version\", \"success\" from \"" + HISTORY + "\"")) {
            int newest = NONE.newest;
            boolean broken = false;
            while (rows.next()) {
                String text = rows.getString(1);
                broken |= !rows.getBoolean(2);
                newest = text == null || !rows.getBoolean(2) ? newest : Math.max(newest, Integer.parseInt(text));
            }
            return newest < 0 && !broken ? NONE : new Version(Math.max(0, newest), broken);
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
