package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.NewJob;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The program that {@link KillTest} kills: says each transition after the ledger acknowledged it. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Ledger ledger = Ledgers.open(LedgerSettings.inFolder(Path.of(arguments[0]), "killed"), Clock.systemUTC());
        List<Thread> threads = List.of(writer(ledger, 0), writer(ledger, 1), writer(ledger, 2), writer(ledger, 3));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Thread writer(Ledger ledger, int writer) {
        return new Thread(() -> {
            PrintStream out = System.out;
            for (int number = 0; ; number++) {
                JobKey key = JobKey.of("embedded", "model", writer + "-" + number);
                ledger.jobs().attach(new NewJob(key, "embedded", "model", "{}", BigDecimal.ONE, "cat", null, null));
                ledger.jobs().ready(key, "{}");
                out.println("READY " + key + " .");
                for (Claim claim : ledger.jobs().claimForSubmit(1, Duration.ofMinutes(1))) {
                    String prediction = "p-" + claim.attempt();
                    ledger.jobs().accepted(claim, prediction, Instant.now());
                    out.println("ACCEPTED " + claim.job().key() + " " + prediction + " .");
                }
            }
        });
    }
}
