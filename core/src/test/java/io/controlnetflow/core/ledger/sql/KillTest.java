package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of its writing: what it was told is kept, is kept. */
class KillTest {
    private static final int ENOUGH = 600;

    @TempDir
    Path folder;

    @RepeatedTest(2)
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void keepsEveryAcknowledgedTransitionOfAKilledProcess() throws IOException, InterruptedException {
        List<String> acknowledged = writeAndKill();
        try (Ledger ledger = Ledgers.open(LedgerSettings.inFolder(folder, "next"), Clock.systemUTC())) {
            List<String> missing = new ArrayList<>();
            for (String line : acknowledged) {
                String[] words = line.split(" ");
                boolean kept = ledger.jobs()
                        .find(new JobKey(words[1]))
                        .filter(job ->
                                words[0].equals("READY") ? job.body() != null : words[2].equals(job.predictionId()))
                        .isPresent();
                if (!kept) {
                    missing.add(line);
                }
            }
            assertThat(missing).isEmpty();
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        }
    }

    private List<String> writeAndKill() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.endsWith(" .")) {
                    lines.add(line);
                }
                if (lines.size() == ENOUGH) {
                    writer.toHandle().destroyForcibly(); // the process would close its output with it
                }
            }
        }
        writer.waitFor();
        return lines;
    }
}
