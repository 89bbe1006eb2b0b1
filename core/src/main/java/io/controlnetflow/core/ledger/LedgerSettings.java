package io.controlnetflow.core.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is opened.
 *
 * @param url a JDBC URL; a file H2 URL without {@code WRITE_DELAY=0} and {@code DB_CLOSE_ON_EXIT=FALSE} is refused, since
 *     it loses acknowledged commits at a kill
 * @param node this process's name in the fleet; unique
 * @param provider whose jobs and runs this process counts and works on: the identity that their keys hold. Empty: everybody's,
 *     for who only looks
 */
public record LedgerSettings(
        String url, @Nullable String user, @Nullable String password, String node, String provider) {
    /** The default: an H2 file in the state folder. */
    public static LedgerSettings inFolder(Path state, String node) {
        return new LedgerSettings(
                "jdbc:h2:file:" + state.resolve("ledger").toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                null,
                null,
                node,
                "");
    }

    /** The same, for a process that works on this provider's jobs only. */
    public LedgerSettings serving(String identity) {
        return new LedgerSettings(url, user, password, node, identity);
    }

    @Override
    public String toString() {
        return "LedgerSettings[node=" + node + "]";
    }
}
