package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kill in the middle of a migration: H2 keeps the statements that were run. */
class HalfMigratedTest {
    private static final Database H2 = new H2Database("half made", Clock.systemUTC());
    private static final String FOLDER = "io/controlnetflow/core/ledger/migrations";

    @ParameterizedTest
    @MethodSource("versions")
    void completesAMigrationThatWasKilledAfterAnyOfItsStatements(int version) throws Exception {
        List<String> statements = statements(version);
        for (int run = 0; run <= statements.size(); run++) {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl("jdbc:h2:mem:half" + version + "of" + run + ";DB_CLOSE_DELAY=-1");
            migrateTo(source, version - 1);
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements.subList(0, run)) {
                    statement.execute(sql);
                }
                Schema.migrate(source, H2);
                assertThat(count(statement, "select count(*) from flow_account"))
                        .as("after %d of %d statements", run, statements.size())
                        .isEqualTo(1);
                assertThat(count(statement, "select max(cast(\"version\" as integer)) from \"flow_schema\""))
                        .isEqualTo(Schema.CURRENT);
                statement.execute("shutdown immediately");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void completesAMigrationThatEndedWithAnError(int version) throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:broken" + version + ";DB_CLOSE_DELAY=-1");
        migrateTo(source, version);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update \"flow_schema\" set \"success\" = false where \"version\" = '" + version + "'");
            Schema.migrate(source, H2);
            assertThat(count(statement, "select count(*) from \"flow_schema\" where not \"success\""))
                    .isZero();
            statement.execute("shutdown immediately");
        }
    }

    static IntStream versions() {
        return IntStream.rangeClosed(1, Schema.CURRENT);
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Flyway flyway(JdbcDataSource source, int version) {
        return Schema.steps(source, H2).target(String.valueOf(version)).load();
    }

    private static void migrateTo(JdbcDataSource source, int version) {
        if (version > 0) {
            flyway(source, version).migrate();
        }
    }

    private static List<String> statements(int version) throws IOException {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setUrl("jdbc:h2:mem:names" + version);
        String script = Arrays.stream(flyway(nowhere, Schema.CURRENT).info().all())
                .filter(info -> info.getVersion() != null
                        && info.getVersion().getVersion().equals(String.valueOf(version)))
                .map(MigrationInfo::getScript)
                .findFirst()
                .orElseThrow();
        try (InputStream in = HalfMigratedTest.class.getClassLoader().getResourceAsStream(FOLDER + "/" + script)) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("--[^\n]*", "")
                    .replace("${numbers_at_once}", Integer.toString(H2.numbersAtOnce()));
            return new ArrayList<>(Stream.of(sql.split(";"))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList());
        }
    }
}
