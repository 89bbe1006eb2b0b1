package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerLook;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A start that ends inside a statement of a migration, for want of room or by a kill, in a process of its own: the next one finds a
 * whole ledger. Where no file can grow beyond a size, a write that would fails as on a full disk, and any user may ask for it.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class CutMigrationTest {
    private static final int KIB = 1024;
    private static final int ANY_SIZE = 1 << 20;
    /** An old ledger's migration adds some 500 KiB. */
    private static final int ROOM = 700;

    @TempDir
    Path folder;

    @Test
    void anOldLedgerIsWholeWhereverItsMigrationRanOutOfRoom() throws Exception {
        OldLedger first = OldLedger.make(folder.resolve("first"));
        List<OldLedger> ledgers = new ArrayList<>();
        for (int larger : List.of(710, 650, 500, 332, 328, 200, 100, 0)) {
            ledgers.add(first.copy(folder.resolve("larger-" + larger), larger));
        }
        int most = (int) (Files.size(first.file()) / KIB) + ROOM;
        List<String> said = new ArrayList<>();
        try (Start start =
                new Start(most, ledgers.stream().map(OldLedger::folder).toList())) {
            said.addAll(start.toTheEnd());
        }
        for (int at = 0; at < ledgers.size(); at++) {
            OldLedger ledger = ledgers.get(at);
            boolean opened = said.get(at).equals("opened");
            assertThat(Ledgers.look(ledger.settings()))
                    .as(said.get(at))
                    .isEqualTo(
                            opened
                                    ? new LedgerLook.Current(Schema.CURRENT)
                                    : new LedgerLook.Older(1, Schema.CURRENT, false));
            isWhole(ledger);
        }
        assertThat(said.subList(0, said.size() - 1)).allMatch(line -> line.contains("a file may not grow that large"));
    }

    @Test
    void anOldLedgerIsWholeWhereverItsMigrationWasKilled() throws Exception {
        OldLedger first = OldLedger.make(folder.resolve("first"));
        for (int kill = 0; kill < 3; kill++) {
            List<OldLedger> ledgers = new ArrayList<>();
            for (int copy = 0; copy < 2; copy++) {
                ledgers.add(first.copy(folder.resolve("kill-" + kill + "-" + copy), 0));
            }
            try (Start start =
                    new Start(ANY_SIZE, ledgers.stream().map(OldLedger::folder).toList())) {
                start.killAfter(1, TimeUnit.MILLISECONDS.toNanos(60L * kill));
            }
            for (OldLedger ledger : ledgers) {
                isWhole(ledger);
            }
        }
    }

    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {4, 20, 60, 100})
    void aNewLedgerIsMadeAfterTheRoomForItRanOut(int most) throws Exception {
        LedgerSettings settings = LedgerSettings.inFolder(folder, "node-1");
        try (Start start = new Start(most, List.of(folder))) {
            assertThat(start.toTheEnd()).singleElement().satisfies(line -> assertThat(line)
                    .contains("a file may not grow that large"));
        }
        assertThat(Ledgers.look(settings)).isEqualTo(new LedgerLook.Empty());
        Ledgers.open(settings, Clock.systemUTC()).close();
        assertThat(Ledgers.look(settings)).isEqualTo(new LedgerLook.Current(Schema.CURRENT));
    }

    @Test
    void whatAMigrationLeftIsSeenAndRemoved() throws Exception {
        OldLedger old = OldLedger.make(folder);
        Files.copy(old.file(), folder.resolve("ledger.unfinished.mv.db"));
        Files.writeString(folder.resolve("ledger.unfinished.trace.db"), "what H2 had to say");
        assertThat(Ledgers.look(old.settings())).isEqualTo(new LedgerLook.Older(1, Schema.CURRENT, true));
        isWhole(old);
    }

    private static void isWhole(OldLedger old) throws IOException {
        try (Ledger ledger = Ledgers.open(old.settings(), Clock.systemUTC())) {
            assertThat(ledger.runs().batch("batch"))
                    .hasSize(OldLedger.RUNS)
                    .allSatisfy(run -> assertThat(run.plan().snapshot()).startsWith("snapshot "));
            assertThat(ledger.runs().claimReady(OldLedger.RUNS + 1)).hasSize(OldLedger.RUNS);
        }
        assertThat(Ledgers.look(old.settings())).isEqualTo(new LedgerLook.Current(Schema.CURRENT));
        try (Stream<Path> files = Files.list(old.folder())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("unfinished"));
        }
    }

    /** The process, which is killed when this is closed. */
    private record Start(Process process) implements AutoCloseable {
        Start(int mostKib, List<Path> folders) throws IOException {
            this(new ProcessBuilder(Stream.concat(
                                    Stream.of(
                                            "bash",
                                            "-c",
                                            "ulimit -S -f \"$0\"; exec \"$@\"",
                                            Integer.toString(mostKib),
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-XX:-UsePerfData",
                                            "-XX:TieredStopAtLevel=1",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            OpeningProcess.class.getName()),
                                    folders.stream().map(Path::toString))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }

        List<String> toTheEnd() throws IOException {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                return out.lines().filter(Start::isAnswer).toList();
            }
        }

        /** Kills it so long after so many answers. */
        void killAfter(int answers, long nanos) throws IOException, InterruptedException {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (int heard = 0; heard < answers; ) {
                    heard += isAnswer(String.valueOf(out.readLine())) ? 1 : 0;
                }
                process.waitFor(nanos, TimeUnit.NANOSECONDS);
                process.toHandle().destroyForcibly();
            }
            process.waitFor();
        }

        private static boolean isAnswer(String line) {
            return line.equals("opened") || line.startsWith("refused: ");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
