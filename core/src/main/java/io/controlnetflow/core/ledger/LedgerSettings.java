package io.controlnetflow.core.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is opened.
 *
 * @param url a JDBC URL; a file H2 URL without {@code WRITE_DELAY=0} and {@code DB_CLOSE_ON_EXIT=FALSE} is refused, since
 *     it loses acknowledged commits at a kill
 * @param node this process's name in the fleet; unique
 */
public record LedgerSettings(
        String url, @Nullable String user, @Nullable String password, String node) {
    /** The default: an H2 file in the state folder. */
    public static LedgerSettings inFolder(Path state, String node) {
        return new LedgerSettings(
                "jdbc:h2:file:" + state.resolve("ledger").toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                null,
                null,
                node);
    }

    @Override
    public String toString() {
        return "LedgerSettings[node=" + node + "]";
    }
}
