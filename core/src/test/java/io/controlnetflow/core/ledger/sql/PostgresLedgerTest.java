package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.Doubts.Doubt;
import io.controlnetflow.core.ledger.Drops.Drop;
import io.controlnetflow.core.ledger.Drops.NewDrop;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.OfDrop;
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
class PostgresLedgerTest extends BudgetsContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final Duration SILENCE = Duration.ofSeconds(10);
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
    LedgerSettings empty() {
        String schema = "ledger_" + SCHEMAS.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        url = postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
        return new LedgerSettings(url, "postgres", null, "node-1", "");
    }

    @Override
    Ledger open(LedgerSettings settings) {
        return SqlLedger.open(settings, (PostgresDatabase) database());
    }

    @Override
    Database database() {
        return new PostgresDatabase("postgres", handle -> clock.millis());
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
        return open(new LedgerSettings(url, "postgres", null, name, ""));
    }

    @Test
    void goesByTheDatabasesTime() {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
        try (Ledger other = Ledgers.open(new LedgerSettings(url, "postgres", null, "node-2", ""), wrong)) {
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

    @Test
    void takesOverWhatASilentNodeHadUnderWayButNotItsPost() {
        ledger.nodes().join("store", SILENCE);
        chain("r");
        ledger.runs().claimReady(1);
        downloading(1);
        assertThat(ledger.jobs().claimForDownload(9, LEASE)).hasSize(1);
        Claim claim = claimed(2);
        try (Ledger other = node("node-2")) {
            other.nodes().join("store", SILENCE);
            clock.pass(SILENCE);
            assertThat(other.nodes().beat(SILENCE)).isZero();
            clock.pass(Duration.ofMillis(1));
            assertThat(other.nodes().beat(SILENCE))
                    .as("a cell, a download, a POST")
                    .isEqualTo(3);
            assertThat(other.runs().claimReady(9)).hasSize(1);
            assertThat(other.jobs().claimForDownload(9, LEASE)).hasSize(1);
            Doubt doubt = other.doubts().claim(9, LEASE).get(0);
            assertThat(doubt.answerBy()).as("it may only be slow").isEqualTo(claim.leaseUntil());
            assertThat(ledger.jobs().mine(claim, Duration.ZERO)).isFalse();
            assertThat(ledger.jobs().accepted(claim, "late", now())).isTrue();
            assertThat(other.nodes().beat(SILENCE)).as("told once").isZero();
        }
    }

    @Test
    void knowsThatNoAnswerCanArriveOnceAProcessIsDead() {
        ledger.nodes().join("store", SILENCE);
        Claim claim = claimed(1);
        try (Ledger other = node("node-2")) {
            assertThat(other.nodes().bury("node-1")).isEqualTo(1);
            Doubt doubt = other.doubts().claim(9, LEASE).get(0);
            assertThat(doubt.answerBy()).isBefore(claim.leaseUntil()).isEqualTo(doubt.claimedAt());
        }
    }

    @Test
    void goesOnWithANodeThatWasSilentForAWhile() {
        ledger.nodes().join("store", SILENCE);
        try (Ledger other = node("node-2")) {
            other.nodes().join("store", SILENCE);
            clock.pass(SILENCE.multipliedBy(2));
            other.nodes().beat(SILENCE);
            assertThat(ledger.nodes().beat(SILENCE)).isZero();
            downloading(1);
            ledger.jobs().claimForDownload(9, LEASE);
            clock.pass(SILENCE.multipliedBy(2));
            assertThat(other.nodes().beat(SILENCE)).isEqualTo(1);
        }
    }

    @Test
    void refusesANodeWithAnotherArtifactStore() {
        ledger.nodes().join("store", SILENCE);
        try (Ledger other = node("node-2")) {
            assertThatThrownBy(() -> other.nodes().join("another", SILENCE))
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("give every node the same --state");
            clock.pass(SILENCE.plusMillis(1));
            other.nodes().join("another", SILENCE);
        }
    }

    @Test
    void letsOneNodeAtATimePublishARun() {
        chain("r");
        ledger.runs().claimReady(1);
        ledger.runs().failed("r/map", "no map");
        try (Ledger other = node("node-2")) {
            assertThat(ledger.runs().claimPublish("r")).isTrue();
            assertThat(other.runs().claimPublish("r")).isFalse();
            assertThat(ledger.runs().claimPublish("r")).isTrue();
            assertThat(other.runs().publishedAmong(List.of("r"))).isEmpty();
            ledger.runs().published("r");
            assertThat(other.runs().publishedAmong(List.of("r"))).containsExactly("r");
            assertThat(other.runs().claimPublish("r")).isTrue();
        }
    }

    @Test
    void plansADropOnceHoweverManyNodesSeeIt() {
        Drop drop = ledger.drops().take(new NewDrop("/in", "cat.png", 1, now(), "00"));
        try (Ledger other = node("node-2")) {
            OfDrop first = ledger.runs().open(drop.id(), run("r1"), List.of(cell("r1", "map", 0)), true);
            OfDrop second = other.runs().open(drop.id(), run("r2"), List.of(cell("r2", "map", 0)), true);
            assertThat(first.first()).isTrue();
            assertThat(second.first()).isFalse();
            assertThat(second.run().plan().id()).as("its sidecar came between").isEqualTo("r1");
            assertThat(other.runs().find("r2")).isEmpty();
        }
    }

    private static NewRun run(String id) {
        return new NewRun(id, "hot-folder", "{}", "{}", "batch", "cat.png");
    }
}
