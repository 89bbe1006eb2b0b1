package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must outlive a loss of power. The Java runtime's own recorder sees which files are forced to the disk. */
class ForcedTest {
    private static final String FORCE = "jdk.FileForce";

    @TempDir
    Path folder;

    @Test
    void anIntentIsOnTheDiskBeforeItsPostCanBeSent() throws IOException {
        try (Ledger ledger = Ledgers.open(LedgerSettings.inFolder(folder, "node-1"), new SettableClock())) {
            ledger.jobs().attach(LedgerContract.job(1));
            ledger.jobs().ready(LedgerContract.key(1), "{}");
            long forced = forces(() -> assertThat(ledger.jobs().claimForSubmit(1, Duration.ofMinutes(1)))
                    .hasSize(1));
            assertThat(forced).isPositive();
            assertThat(forces(() -> ledger.jobs().claimForSubmit(1, Duration.ofMinutes(1))))
                    .as("nothing to be sent")
                    .isZero();
        }
    }

    private long forces(Runnable work) throws IOException {
        Path record = folder.resolve("record.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FORCE).withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(record);
        }
        return RecordingFile.readAllEvents(record).stream()
                .filter(event -> event.getEventType().getName().equals(FORCE)
                        && String.valueOf(event.getString("path")).endsWith("ledger.mv.db"))
                .count();
    }
}
