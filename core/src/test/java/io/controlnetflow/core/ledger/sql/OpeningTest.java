package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Ledgers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be opened, and what is found then. */
class OpeningTest {
    private static final String SAFE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private final SettableClock clock = new SettableClock();

    @TempDir
    Path folder;

    private Ledger open() {
        return Ledgers.open(LedgerSettings.inFolder(folder, "node-1"), clock);
    }

    private Ledger open(String url) {
        return Ledgers.open(new LedgerSettings(url, null, null, "node-1", ""), clock);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/tmp/x, lacks WRITE_DELAY=0",
        "jdbc:h2:./x;WRITE_DELAY=0, lacks DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:/tmp/x;WRITE_DELAY=05;DB_CLOSE_ON_EXIT=FALSE, lacks WRITE_DELAY=0",
        "jdbc:h2:mem:x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE, is not a file",
        "jdbc:h2:tcp://host/x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE, is not a file",
        "jdbc:h2:file:/tmp/x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;AUTO_SERVER=TRUE, lets a second process in",
        "jdbc:mysql://me:secret@host/x, neither",
        "jdbc:postgresql://me:secret@host:port/x?password=secret, could not be opened",
    })
    void refusesAUrlThatCouldLoseWhatWasPaidFor(String url, String why) {
        assertThatThrownBy(() -> open(url))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysWhoHoldsTheFile() {
        try (Ledger first = open()) {
            assertThat(first.version()).isNotNegative();
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessage("ledger: another process holds " + folder.resolve("ledger")
                            + "; stop it or use another --state");
        }
        open().close();
    }

    @Test
    void refusesALedgerOfANewerProgram() throws SQLException {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("ledger") + SAFE);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into \"flow_schema\" (\"installed_rank\", \"version\", \"description\", \"type\","
                    + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                    + " values (99, '99', 'later', 'SQL', 'V99', 'me', 1, true)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("has schema 99, this program knows " + Schema.CURRENT)
                .hasMessageContaining("use that version, or another --state");
    }

    @Test
    void findsWhatWasWrittenAndDoubtsWhatWasBeingSent() {
        Claim claim;
        try (Ledger ledger = open()) {
            ledger.jobs().attach(LedgerContract.job(1));
            ledger.jobs().ready(LedgerContract.key(1), "{}");
            claim = ledger.jobs().claimForSubmit(1, Duration.ofHours(1)).get(0);
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.jobs().mine(claim, Duration.ZERO)).isTrue();
            assertThat(ledger.doubts().sweepExpired(true)).isEqualTo(1);
            assertThat(ledger.jobs().inState(JobState.IN_DOUBT, 9)).hasSize(1);
            assertThat(ledger.doubts().claim(9, Duration.ofMinutes(1)).get(0).answerBy())
                    .as("its owner is dead: no answer can arrive any more")
                    .isBefore(claim.leaseUntil());
        }
    }

    @Test
    void freesTheLeasesOfADeadOwnerAtStart() {
        try (Ledger ledger = open()) {
            ledger.jobs().attach(LedgerContract.job(1));
            assertThat(ledger.jobs().claimForPrepare(1)).hasSize(1);
            assertThat(ledger.jobs().claimForPrepare(1)).isEmpty();
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.jobs().claimForPrepare(1)).hasSize(1);
        }
    }

    @Test
    void refusesEverythingOnceClosed() {
        Ledger ledger = open();
        ledger.close();
        ledger.close();
        assertThatThrownBy(() -> ledger.jobs().attach(LedgerContract.job(1)))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> ledger.jobs().countByState()).isInstanceOf(LedgerUnavailable.class);
    }
}
