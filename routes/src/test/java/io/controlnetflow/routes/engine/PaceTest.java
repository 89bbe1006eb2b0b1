package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.pace.AccountLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fast submits go, and what a refusal changes. */
class PaceTest {
    private static final Logger LOG = LoggerFactory.getLogger(PaceTest.class);
    /** A pace needs time to be seen; 200 is the long form, 110 the short one. */
    private static final int JOBS = Integer.getInteger("paced.jobs", 110);

    private static final Duration GENERATION = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    @Test
    void usesTheSilverLevelFullyAndIsHardlyRefused() {
        AccountLevel silver = AccountLevel.SILVER;
        try (Bench bench = new Bench(
                folder,
                provider -> provider.withTier(AccountTier.SILVER).withGenerationTime(GENERATION, GENERATION),
                engine -> engine.withLimits(
                        new Account.Limits(silver.perMinute(), silver.burst(), silver.concurrent())))) {
            List<JobRequest> requests = IntStream.range(0, JOBS)
                    .mapToObj(i -> bench.request("picture " + i))
                    .toList();
            bench.settled(bench.request("what is loaded once"));
            Instant begin = Instant.now();
            all(bench, requests);
            Duration took = Duration.between(begin, Instant.now());
            Duration ideal = GENERATION.plusMillis((JOBS - silver.burst()) * 60_000L / silver.perMinute());
            Audit audit = bench.server().audit();
            LOG.info(
                    "{} jobs at silver: {} ms, ideal {} ms, {} POSTs, {} accepted",
                    JOBS,
                    took.toMillis(),
                    ideal.toMillis(),
                    audit.posts(),
                    audit.accepted());
            assertThat(audit.accepted()).isEqualTo(JOBS + 1);
            assertThat(audit.posts() - audit.accepted()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void slowsDownAtARefusalAndLosesNothing() {
        try (Bench bench = new Bench(folder, provider -> provider, engine -> engine.withLimits(null))) {
            bench.server().script().on(Step.SUBMIT, 5, Fault.RATE).on(Step.SUBMIT, 9, Fault.RATE_BARE);
            all(
                    bench,
                    IntStream.range(0, 20)
                            .mapToObj(i -> bench.request("picture " + i))
                            .toList());
            Audit audit = bench.server().audit();
            assertThat(audit.accepted()).isEqualTo(20);
            assertThat(audit.posts()).isEqualTo(22);
            assertThat(bench.engine().ledger().account().limits().perMinute()).isPositive();
        }
    }

    private static void all(Bench bench, List<JobRequest> requests) {
        List<Jobs.Attached> attached = new ArrayList<>();
        requests.forEach(request -> attached.add(bench.engine().submit(request)));
        attached.forEach(a -> assertThat(bench.engine()
                        .whenSettled(a.job().key())
                        .orTimeout(90, TimeUnit.SECONDS)
                        .join()
                        .state())
                .isEqualTo(JobState.DONE));
    }
}
