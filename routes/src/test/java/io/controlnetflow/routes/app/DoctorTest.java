package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import io.controlnetflow.routes.app.check.Check;
import io.controlnetflow.routes.app.check.RoomCheck;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flow doctor} says what is wrong with the store, and how to go on. */
class DoctorTest {
    private static final long MB = 1L << 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void aFolder() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAnError() {
        Shell.Said said = Shell.flow("doctor", folder.toString(), "--database-url=jdbc:postgresql://127.0.0.1:1/flow");

        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out())
                .contains("ledger   ledger: jdbc:postgresql://127.0.0.1:1/flow could not be opened: ")
                .contains("check the URL, the user and that it runs; nothing is submitted until it answers");
    }

    @Test
    void aLedgerOfANewerVersionIsAnError() throws Exception {
        schema(
                "insert into \"flow_schema\" select 99, '99', \"description\", \"type\", \"script\", \"checksum\","
                        + " \"installed_by\", \"installed_on\", \"execution_time\", true from \"flow_schema\" where \"version\" = '1'");

        Shell.Said said = doctor();

        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.out()).contains("ledger   has schema 99, this program knows ", "use that version");
    }

    @Test
    void aLedgerOfAnOlderVersionIsLeftForTheNextStartToMigrate() throws Exception {
        schema("delete from \"flow_schema\" where \"version\" <> '0' and cast(\"version\" as integer) > 2");

        Shell.Said said = doctor();

        assertThat(said.out()).contains("ledger   has schema 2; the next start migrates it to ");
        assertThat(schema("select 1")).as("untouched").isEqualTo(2);
    }

    @Test
    void aLedgerThatIsOpenElsewhereIsAWarning() {
        try (AutoCloseable open = Ledgers.open(ledger(), Clock.systemUTC())) {
            assertThat(doctor().out())
                    .contains("ledger   ledger: another process holds ")
                    .contains("stop it");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatMakesMapsByModelIsOptionalUntilItIsAskedFor() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));

        Shell.Said said = doctor();

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out())
                .contains(
                        "pose     not set up: TensorFlow Lite (org.bytedeco:tensorflow-lite) is not installed, 'flow add pose' fetches it; ")
                .contains(models.resolve("package/pose_solution_packed_assets.data")
                        + ": is missing, and makes pose maps; "
                        + "get npm's package with: mkdir -p " + models + " && cd " + models
                        + " && npm pack @mediapipe/pose && tar -xzf mediapipe-pose-*.tgz")
                .contains("depth    not set up: " + models.resolve("depth.onnx") + ": is missing")
                .contains("edges    soft-edge is built in; a model that is named is run by ONNX Runtime");
        assertThat(Shell.flow("doctor", folder.toString(), "--control-kind=pose")
                        .out())
                .contains("! pose     TensorFlow Lite");
        Files.writeString(models.resolve("depth.onnx"), "a model");
        assertThat(doctor().out()).contains("depth    made by ONNX Runtime and the model in " + Words.near(models));
    }

    @Test
    void aLedgerThatFitsIsFine() {
        assertThat(doctor().out()).contains("ledger   none yet");
        Ledgers.open(ledger(), Clock.systemUTC()).close();
        assertThat(doctor().out()).contains("ledger   opens");
    }

    @Test
    void theFreeSpaceOfBothFoldersIsSaid() {
        assertThat(doctor().out()).containsPattern("outbox   .* free of ").containsPattern("state    .* free of ");
    }

    @Test
    void littleSpaceIsAWarningAndNoneIsAnError() {
        assertThat(RoomCheck.of("state", folder, 1024 * MB, 4096 * MB))
                .isEqualTo(Check.ok("state", Words.near(folder) + " has 1.0 GB free of 4.0 GB"));
        Check little = RoomCheck.of("state", folder, 1024 * MB - 1, 4096 * MB);
        assertThat(little.level()).isEqualTo(Check.Level.WARN);
        assertThat(little.said()).contains("1023 MB free of 4.0 GB, under 1.0 GB", "nothing is lost or paid twice");
        assertThat(RoomCheck.of("state", folder, 50 * MB, 4096 * MB).level()).isEqualTo(Check.Level.WARN);
        Check none = RoomCheck.of("outbox", folder, 50 * MB - 1, 4096 * MB);
        assertThat(none.level()).isEqualTo(Check.Level.FAIL);
        assertThat(none.said()).contains("49 MB free of 4.0 GB, under 50 MB", "by --outbox");
    }

    private Shell.Said doctor() {
        return Shell.flow("doctor", folder.toString());
    }

    private LedgerSettings ledger() {
        return LedgerSettings.inFolder(folder.resolve(".flow"), "test");
    }

    /** Makes a ledger if there is none, changes it, and gives the schema that it says it has. */
    private int schema(String sql) throws Exception {
        if (!Files.exists(folder.resolve(".flow/ledger.mv.db"))) {
            Ledgers.open(ledger(), Clock.systemUTC()).close();
        }
        try (Connection connection = DriverManager.getConnection(ledger().url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            try (ResultSet newest =
                    statement.executeQuery("select max(cast(\"version\" as integer)) from \"flow_schema\"")) {
                newest.next();
                return newest.getInt(1);
            }
        }
    }
}
