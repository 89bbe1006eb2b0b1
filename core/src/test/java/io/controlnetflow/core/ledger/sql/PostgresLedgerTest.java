package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL, and what only many nodes can show. */
class PostgresLedgerTest extends WalkContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    private String url = "";
    private @Nullable Ledger other;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    Ledger fresh() {
        String schema = "ledger_" + SCHEMAS.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        url = postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
        return node("node-1");
    }

    @Override
    List<Ledger> nodes() {
        other = node("node-2");
        return List.of(ledger, other);
    }

    @AfterEach
    void closeOther() {
        if (other != null) {
            other.close();
        }
    }

    private Ledger node(String name) {
        return SqlLedger.open(
                new LedgerSettings(url, "postgres", null, name), new PostgresDatabase(name, handle -> clock.millis()));
    }

    @Test
    void goesByTheDatabasesTime() {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
        try (Ledger other = Ledgers.open(new LedgerSettings(url, "postgres", null, "node-2"), wrong)) {
            Instant created = other.jobs().attach(job(1)).job().createdAt();
            assertThat(created)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        }
    }

    @Test
    void givesAJobToOneNodeOnly() {
        ready(1);
        try (Ledger other = node("node-2")) {
            assertThat(ledger.jobs().claimForSubmit(5, LEASE)).hasSize(1);
            assertThat(other.jobs().claimForSubmit(5, LEASE)).isEmpty();
            assertThat(other.doubts().sweepExpired(true)).isZero();
            clock.pass(LEASE);
            assertThat(other.doubts().sweepExpired(true)).isEqualTo(1);
        }
    }

    @Test
    void takesOverTheCellsOfADeadNodeWhenTheirLeaseIsOver() {
        chain("r");
        ledger.runs().claimReady(1);
        try (Ledger other = node("node-2")) {
            assertThat(other.runs().recover()).isZero();
            clock.pass(Duration.ofMinutes(5));
            assertThat(other.runs().recover()).isEqualTo(1);
            assertThat(other.runs().claimReady(1)).extracting(Cell::node).containsExactly("map");
            ledger.runs().done("r/map", "too late");
            assertThat(other.runs().cells("r").get(0).output()).isNull();
        }
    }
}
