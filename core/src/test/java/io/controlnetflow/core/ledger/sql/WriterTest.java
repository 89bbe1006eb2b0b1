package io.controlnetflow.core.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of operations in one transaction. */
class WriterTest {
    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private SqlLedger ledger;

    @BeforeEach
    void open() {
        ledger = (SqlLedger) Ledgers.open(LedgerSettings.inFolder(folder, "node-1"), new SettableClock());
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        ledger.close();
    }

    @Test
    void lacksOnlyTheOperationThatFailed() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(
                () -> ledger.store().run(tx -> {
                    busy.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                callers);
        busy.await();
        List<CompletableFuture<Void>> group = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            String kind = "n" + number;
            group.add(CompletableFuture.runAsync(
                    () -> ledger.store().run(tx -> {
                        tx.event(null, kind, "");
                        if (kind.equals("n7")) {
                            throw new IllegalStateException("culprit");
                        }
                    }),
                    callers));
        }
        go.countDown();
        first.join();
        assertThatThrownBy(() -> group.get(7).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("culprit");
        group.remove(7);
        group.forEach(CompletableFuture::join);
        assertThat(ledger.account().events(20))
                .extracting(event -> event.kind())
                .containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n8", "n9");
    }
}
