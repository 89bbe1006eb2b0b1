package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.embedded.call.Audit;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.pace.AccountLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account's limits are used fully, and hardly ever overrun. */
@Tag("trial")
class PaceTrial {
    private static final int JOBS = 200;
    private static final AccountLevel LEVEL = AccountLevel.SILVER;
    private static final Duration GENERATION = Duration.ofSeconds(1);
    private static final double SLACK = 1.05;
    private static final int REFUSED = 5;

    @TempDir
    Path folder;

    @Test
    void usesTheSilverLevelFullyAndIsHardlyRefused() throws Exception {
        try (Workshop shop = new Workshop(folder, settings -> settings.withTier(AccountTier.SILVER)
                        .withGenerationTime(GENERATION, GENERATION))
                .with("--account-level=" + LEVEL.text())) {
            shop.drop(JOBS);
            assertThat(shop.toTheEnd(120)).as(shop.words()).isZero();
            Duration ideal = GENERATION.plusMillis((JOBS - LEVEL.burst()) * 60_000L / LEVEL.perMinute());
            List<Jobs.Job> done = shop.jobs(JobState.DONE);
            Duration took = Duration.between(
                    done.stream().map(PaceTrial::sent).min(Instant::compareTo).orElseThrow(),
                    done.stream().map(PaceTrial::made).max(Instant::compareTo).orElseThrow());
            Figures figures = shop.figures("200 jobs at the silver level");
            System.out.printf(
                    Locale.ROOT,
                    "TRIAL   first submit to last picture %.1f s, ideal %.1f s: bucket of %d, then %d a minute, 1 s each%n",
                    took.toMillis() / 1e3,
                    ideal.toMillis() / 1e3,
                    LEVEL.burst(),
                    LEVEL.perMinute());
            Audit audit = shop.provider.audit();
            assertThat(audit.accepted()).isEqualTo(JOBS);
            assertThat(audit.posts() - audit.accepted()).as("refused submits").isLessThanOrEqualTo(REFUSED);
            assertThat(took.toMillis()).isLessThanOrEqualTo(Math.round(SLACK * ideal.toMillis()));
            assertThat(figures.lost()).isZero();
            assertThat(figures.paidTwice()).isZero();
        }
    }

    private static Instant sent(Jobs.Job job) {
        return Objects.requireNonNull(job.submittedAt());
    }

    private static Instant made(Jobs.Job job) {
        return Objects.requireNonNull(job.doneAt());
    }
}
