package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.controlnetflow.core.ledger.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyInFlightTest {
    @TempDir
    Path folder;

    @Test
    void holdsNoThreadForAJobInFlight() {
        try (Bench bench = new Bench(
                folder,
                provider -> provider.withGenerationTime(Duration.ofMinutes(5), Duration.ofMinutes(5)),
                engine -> engine.withPollFloor(Duration.ofSeconds(2))
                        .withPostTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(60)))) {
            inFlight(bench, 0, 100);
            int before = Thread.activeCount();
            inFlight(bench, 100, 2_000);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 4);
            assertThat(bench.server().audit().posts()).isEqualTo(2_000);
        }
    }

    private static void inFlight(Bench bench, int from, int to) {
        JobRequest any = bench.request("any");
        CompletableFuture.allOf(IntStream.range(from, to)
                        .parallel()
                        .mapToObj(i -> {
                            var inputs = any.inputs().deepCopy().put("prompt", "job " + i);
                            var job =
                                    bench.engine().submit(new JobRequest(any.model(), inputs, "job " + i, null, null));
                            bench.engine().whenSettled(job.job().key()).isDone();
                            return CompletableFuture.completedFuture(job);
                        })
                        .toArray(CompletableFuture[]::new))
                .join();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> bench.engine().ledger().jobs().countByState().getOrDefault(JobState.POLLING, 0L) == to);
    }
}
