package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.artifact.AtomicFiles;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The file of an H2 ledger, which is whole at any time. H2 alters a table by copying it, dropping it and renaming the copy, and
 * commits each of these by itself: a kill or a full disk in between leaves a file without the table. So it is a copy beside the
 * ledger that is migrated, and renamed over the ledger when that is done. Used under the ledger's {@link FileHold}; the copy needs as
 * much room as the ledger and what its migration adds.
 *
 * @param database the file, without H2's suffix
 */
record H2File(Path database, LedgerSettings settings) {
    private static final String SUFFIX = ".mv.db";
    private static final String UNFINISHED = ".unfinished";

    boolean exists() {
        return Files.exists(file());
    }

    /** True when a start was cut short while it made or migrated the ledger. */
    boolean cutShort() {
        return Files.exists(with(UNFINISHED + SUFFIX));
    }

    /** Removes what a start that was cut short left: the ledger knows nothing of it. */
    void sweep() {
        String left = database.getFileName() + UNFINISHED + ".";
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(AtomicFiles.folder(database), file -> String.valueOf(file.getFileName())
                        .startsWith(left))) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new LedgerUnavailable(
                    "ledger: what an earlier start left beside " + database + " cannot be removed (" + e
                            + "); remove the files " + left + "* there",
                    e);
        }
    }

    /**
     * Makes the ledger, or brings it up to date. Nobody else may have it open.
     *
     * @throws LedgerUnavailable when it could not be migrated; it is as it was
     */
    void migrate(Database name) {
        Path copy = with(UNFINISHED + SUFFIX);
        try {
            if (exists()) {
                close();
                Files.copy(file(), copy);
            }
            migrate(H2Url.at(settings.url(), with(UNFINISHED)), name);
            AtomicFiles.replace(copy, file());
        } catch (IOException | SQLException e) {
            throw Schema.notMigrated(name, e);
        } finally {
            sweep();
        }
    }

    private void migrate(String url, Database name) throws SQLException {
        JdbcDataSource source = source(url);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                Schema.migrate(source, name);
                statement.execute("shutdown");
            } catch (RuntimeException | SQLException e) {
                closeAtOnce(statement, e);
                throw e;
            }
        }
    }

    /** H2 itself closes a file that it could not write. */
    private static void closeAtOnce(Statement statement, Exception because) {
        try {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** A URL may say that H2 keeps the file open after its last connection. */
    private void close() throws SQLException {
        try (Connection connection = source(settings.url()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }

    private JdbcDataSource source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password());
        }
        return source;
    }

    private Path file() {
        return with(SUFFIX);
    }

    private Path with(String suffix) {
        return Path.of(database + suffix);
    }
}
