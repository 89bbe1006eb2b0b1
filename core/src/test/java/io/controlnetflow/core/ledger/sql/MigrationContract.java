package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Drops.Drop;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A ledger of an older program, on either database. */
abstract class MigrationContract extends LedgerContract {
    /** What this database does otherwise than the other. */
    abstract Database database();

    @Test
    void findsEverythingInALedgerOfTheFirstSchema() throws Exception {
        LedgerSettings old = ofTheFirstSchema();
        try (Ledger ledger = open(old)) {
            everythingIsFound(ledger);
            Run again = ledger.runs().open(run("run-1", "{\"dag\":\"a\"}").plan(), List.of());
            assertThat(again.state()).isEqualTo(RunState.ACTIVE);
            ledger.runs().open(run("run-4", "{\"dag\":\"a\"}").plan(), List.of());
            assertThat(ledger.runs().find("run-4").orElseThrow().plan().snapshot())
                    .isEqualTo("{\"dag\":\"a\"}");
            assertThat(ledger.runs().claimReady(9)).extracting(Cell::id).containsExactly("run-1/gen");
            ledger.runs().done("run-1/gen", "[]");
            assertThat(ledger.runs().toPublish(9))
                    .extracting(run -> run.plan().id())
                    .containsExactly("run-1", "run-4");
        }
        open(old).close();
    }

    private void everythingIsFound(Ledger ledger) {
        for (Run expected : List.of(
                run("run-1", "{\"dag\":\"a\"}"), run("run-2", "{\"dag\":\"b\"}"), run("run-3", "{\"dag\":\"a\"}"))) {
            assertThat(ledger.runs().find(expected.plan().id()).orElseThrow().plan())
                    .isEqualTo(expected.plan());
        }
        assertThat(ledger.runs().batch("batch")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(ledger.runs().cells("run-1"))
                .extracting(Cell::state)
                .containsExactly(CellState.DONE, CellState.READY);
        assertThat(ledger.drops().open("/in")).extracting(Drop::runId).containsExactly("run-1");
        Job job = ledger.jobs().find(key(1)).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.DONE);
        assertThat(job.result()).isEqualTo("{\"id\":\"p-1\"}");
        assertThat(ledger.account().spending(Instant.EPOCH).spent()).isEqualByComparingTo(PRICE);
        assertThat(ledger.account().events(9)).extracting(event -> event.text()).contains("from the old days");
    }

    private static Run run(String id, String snapshot) {
        return new Run(new NewRun(id, "flow", snapshot, "{}", "batch", "cat.jpg"), RunState.ACTIVE, false, 5);
    }

    private LedgerSettings ofTheFirstSchema() throws SQLException {
        LedgerSettings settings = empty();
        Flyway first = Schema.steps(
                        new org.flywaydb.core.internal.jdbc.DriverDataSource(
                                Schema.class.getClassLoader(),
                                null,
                                settings.url(),
                                settings.user(),
                                settings.password()),
                        database())
                .target("1")
                .load();
        first.migrate();
        execute(
                settings,
                Stream.of(
                        "update \"flow_schema\" set \"checksum\" = 1", // as a step whose text was changed since
                        "insert into flow_run (run_id, flow, snapshot, inputs, batch, label, state, published, created_at) values"
                                + " ('run-1', 'flow', '{\"dag\":\"a\"}', '{}', 'batch', 'cat.jpg', 'ACTIVE', false, 5),"
                                + " ('run-2', 'flow', '{\"dag\":\"b\"}', '{}', 'batch', 'cat.jpg', 'DONE', true, 6),"
                                + " ('run-3', 'flow', '{\"dag\":\"a\"}', '{}', 'batch', 'cat.jpg', 'FAILED', true, 7)",
                        "insert into flow_cell (cell_id, run_id, node, coordinates, position, state, pending, reused,"
                                + " lease_until, created_at) values"
                                + " ('run-1/map', 'run-1', 'map', '{}', 0, 'DONE', 0, false, 0, 5),"
                                + " ('run-1/gen', 'run-1', 'gen', '{}', 1, 'READY', 0, false, 0, 5)",
                        "insert into flow_edge (above, below) values ('run-1/map', 'run-1/gen')",
                        "insert into flow_drop (folder, path, bytes, modified, sha256, folder_hash, place, open_key, run_id,"
                                + " taken_at) values ('/in', 'cat.jpg', 9, 4, 'ab', '" + Hashes.sha256("/in")
                                + "', 'p', 'k', 'run-1', 5)",
                        "insert into flow_job (job_key, provider, model, inputs, price, label, state, prediction_id, outputs,"
                                + " cost, attempt, attempts, polls, due, lease_until, created_at, done_at) values ('"
                                + key(1).hex()
                                + "', 'embedded', 'model', '{}', 0.03, 'cat.jpg', 'DONE', 'p-1', '[]', 0.03, 1, 1,"
                                + " 2, 0, 0, 5, 9)",
                        "insert into flow_attempt (attempt_id, job_key, state, owner, price, money, sent_at, lease_until,"
                                + " prediction_id, looks) values (1, '" + key(1).hex()
                                + "', 'COMPLETED', 'me', 0.03, 'SPENT', 6, 7, 'p-1', 0)",
                        "insert into flow_result (job_key, prediction) values ('" + key(1).hex()
                                + "', '{\"id\":\"p-1\"}')",
                        "insert into flow_event (at_ms, kind, note) values (5, 'note', 'from the old days')"));
        return settings;
    }

    private static void execute(LedgerSettings settings, Stream<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements.toList()) {
                statement.execute(sql);
            }
        }
    }
}
