package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.DropTask;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Folders;
import io.controlnetflow.routes.engine.folder.Sum;
import io.controlnetflow.routes.engine.outbox.Outcome;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watched folder tells of its batches, and of all of them at its end. */
class BatchesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final List<BatchSummary> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfAHeldDropOnceAndAgainWhenAPersonHasDecided() throws Exception {
        try (Bench bench = new Bench(dir.resolve("bench"));
                FolderJob job = new Folders(bench.camel()).start(spec())) {
            job.onBatch(told::add);
            bench.server()
                    .script()
                    .next(Step.SUBMIT, Fault.GATEWAY_TIMEOUT_AFTER)
                    .answer(Step.LIST, 404, Map.of(), "{\"code\":404,\"message\":\"no such path\"}");
            BatchSummary doubtful = batch("doubtful.png", 1);
            assertThat(doubtful.held()).isEqualTo(1);
            assertThat(doubtful.waitingForPerson()).singleElement().asString().contains("flow resolve");

            BatchSummary plain = batch("plain.png", 2);
            assertThat(plain.drops()).isEqualTo(1);
            assertThat(plain.made()).isEqualTo(1);
            assertThat(plain.held()).isZero();
            assertThat(plain.waitingForPerson()).isEmpty();

            BatchSummary all = end(bench, job);
            assertThat(all.drops()).isEqualTo(2);
            assertThat(all.made()).isEqualTo(2);
            assertThat(all.held()).isZero();
            assertThat(told).hasSize(3);
            assertThat(told.get(2).made()).isEqualTo(1);
        }
    }

    /** A person decides; the batch of that one drop is told; the folder is closed. */
    private BatchSummary end(Bench bench, FolderJob job) throws Exception {
        Jobs.Job held =
                bench.engine().ledger().jobs().inState(JobState.HELD, 10).get(0);
        bench.engine().ledger().doubts().resubmit(held.key());
        await().atMost(PATIENCE).until(() -> told.size() == 3);
        job.close();
        return job.done().get(10, TimeUnit.SECONDS);
    }

    private BatchSummary batch(String name, int shade) throws Exception {
        int before = told.size();
        Files.write(dir.resolve("inbox").resolve(name), Studio.picture(shade));
        await().atMost(PATIENCE).until(() -> told.size() == before + 1);
        return told.get(before);
    }

    private FolderSpec spec() throws Exception {
        FolderSpec plain = FolderSpec.of(
                        Files.createDirectories(dir.resolve("inbox")), dir.resolve("outbox"), FolderSpec.Mode.WATCH)
                .with(JsonNodeFactory.instance
                        .objectNode()
                        .put("prompt", "a red shoe")
                        .put("size", "256*256"));
        return new FolderSpec(
                plain.inbox(),
                plain.outbox(),
                plain.kind(),
                plain.model(),
                plain.defaults(),
                plain.mode(),
                plain.sidecars(),
                Duration.ofMillis(100),
                plain.flow(),
                plain.accept(),
                plain.patience());
    }

    @Test
    void addsUpForMonthsWithoutKeepingEveryFailure() {
        Sum all = Sum.NOTHING;
        for (int day = 0; day < 30; day++) {
            all = all.plus(Sum.of(
                    IntStream.range(0, 100).mapToObj(BatchesTest::failure).toList()));
        }
        assertThat(all.drops()).isEqualTo(3_000);
        assertThat(all.failed()).isEqualTo(3_000);
        assertThat(all.failures()).hasSize(Sum.MOST_FAILURES);
    }

    @Test
    void countsAJobThatTwoDropsOfABatchAskedForAsMadeOnce() {
        Outcome two = new Outcome(List.of(new Outcome.Result("same", 2, false, new BigDecimal("0.06"))), List.of());
        Sum sum = Sum.of(List.of(settled("a.png", two), settled("b.png", two)));
        assertThat(sum.made()).isEqualTo(2);
        assertThat(sum.reused()).isEqualTo(2);
        assertThat(sum.cost()).isEqualByComparingTo("0.06");
        assertThat(sum.saved()).isEqualByComparingTo("0.06");
    }

    private static DropTask settled(String path, Outcome outcome) {
        DropTask task = new DropTask(path, 1, List.of());
        task.settled(outcome, null);
        return task;
    }

    private static DropTask failure(int n) {
        DropTask task = new DropTask(n + ".png", n, List.of());
        task.refused(n + ".png: is no picture");
        return task;
    }
}
