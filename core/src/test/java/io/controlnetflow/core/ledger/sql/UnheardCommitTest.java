package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.LedgerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection to PostgreSQL breaks in the middle of a commit. */
class UnheardCommitTest {
    private static EmbeddedPostgres postgres;

    private final AtomicInteger times = new AtomicInteger();
    private DeafLine line;
    private SqlLedger ledger;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
        }
        String url = postgres.getJdbcUrl("postgres", "postgres") + "&prepareThreshold=0"; // so that COMMIT can be read
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        line = new DeafLine(port);
        ledger = SqlLedger.open(
                new LedgerSettings(
                        url.replace(":" + port + "/", ":" + line.port() + "/"), "postgres", null, "node-1", ""),
                new PostgresDatabase("postgres"));
    }

    @AfterEach
    void close() {
        ledger.close();
        line.close();
    }

    @Test
    void isDoneOnceWhenTheDatabaseDidIt() {
        line.loseTheAnswerToTheNextCommit();
        assertThat(note()).isEqualTo("done 1");
        assertThat(line.lost()).isTrue();
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void isDoneAgainWhenTheDatabaseNeverHeardOfIt() {
        line.loseTheNextCommit();
        assertThat(note()).isEqualTo("done 2");
        assertThat(line.lost()).isTrue();
        assertThat(notes()).isEqualTo(1);
    }

    private String note() {
        return ledger.store().write(tx -> {
            tx.event(null, "unheard", "");
            return "done " + times.incrementAndGet();
        });
    }

    private long notes() {
        return ledger.account().events(100).stream()
                .filter(event -> event.kind().equals("unheard"))
                .count();
    }
}
