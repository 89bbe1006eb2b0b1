package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.call.AccountTier;
import io.controlnetflow.core.pace.AccountLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the program at random moments, then lets it run to its end; each picture asks for a drawn seed.
 *
 * <p>The ideal time follows from the settings alone: what the account's bucket does not hold at once waits for the account's
 * pace, and the last one is generated for the longest time. The program's own start is the time from its process to its first
 * submit, added up over all starts.
 */
@Tag("trial")
class KillTrial {
    private static final int KILLS = 3;
    private static final AccountLevel LEVEL = AccountLevel.SILVER;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final double SLACK = 1.10;

    @TempDir
    Path folder;

    static Stream<Arguments> kills() {
        return LongStream.rangeClosed(1, Form.of(1, 3)).boxed().flatMap(seed -> Stream.of("H2", "PostgreSQL")
                .map(ledger -> Arguments.of(ledger, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("kills")
    void goesOnAfterKillsAtRandom(String ledger, long seed) throws Exception {
        int jobs = Form.of(200, 500);
        try (Workshop shop = new Workshop(folder, settings -> settings.withTier(AccountTier.SILVER)
                        .withGenerationTime(Duration.ofMillis(50), LONGEST))
                .with("--seed=-1")
                .with("--account-level=" + LEVEL.text())) {
            if (ledger.equals("H2")) {
                survives(shop, ledger, seed, jobs);
            } else {
                try (Postgres postgres = new Postgres()) {
                    survives(shop.on(postgres).with("--post-timeout=4s"), ledger, seed, jobs);
                }
            }
        }
    }

    private void survives(Workshop shop, String ledger, long seed, int jobs) throws Exception {
        Random random = new Random(seed);
        shop.drop(jobs);
        Instant begin = Instant.now();
        Duration starts = Duration.ZERO;
        Duration down = Duration.ZERO;
        for (int kill = 1; kill <= KILLS; kill++) {
            Instant started = Instant.now();
            try (Program program = shop.run()) {
                starts = starts.plus(untilItsFirstSubmit(shop, program, started));
                long before = shop.provider.audit().accepted();
                long enough = before + random.nextInt(Math.max(1, jobs / KILLS));
                while (program.alive() && shop.provider.audit().accepted() <= enough) {
                    program.ended(2);
                }
                program.ended(random.nextInt(250));
                if (program.alive()) {
                    Instant killed = Instant.now();
                    program.kill();
                    shop.killed();
                    down = down.plus(Duration.between(killed, Instant.now()));
                }
            }
        }
        Instant started = Instant.now();
        int exit;
        try (Program program = shop.run()) {
            starts = starts.plus(untilItsFirstSubmit(shop, program, started));
            exit = program.exit(Form.of(120, 600));
        }
        Figures figures = shop.figures("kills at random, " + ledger + ", seed " + seed);
        assertThat(figures.lost()).as(shop.words()).isZero();
        assertThat(figures.paidTwice()).isZero();
        assertThat(shop.provider.audit().accepted()).as("drawn seeds are kept").isEqualTo(jobs);
        assertThat(figures.badFiles()).isZero();
        assertThat(figures.held()).as(shop.words()).isZero();
        assertThat(exit).as(shop.words()).isZero();
        wastesNoTime(shop, begin, down.plus(starts), jobs);
    }

    /** From the process to its first submit at the provider: what it has to read, plan and look up before. */
    private static Duration untilItsFirstSubmit(Workshop shop, Program program, Instant started)
            throws InterruptedException {
        long before = shop.provider.audit().posts();
        while (program.alive() && shop.provider.audit().posts() == before) {
            program.ended(2);
        }
        return Duration.between(started, Instant.now());
    }

    private static void wastesNoTime(Workshop shop, Instant begin, Duration downAndStarts, int jobs)
            throws IOException {
        Duration ideal = LONGEST.plusMillis((jobs - LEVEL.burst()) * 60_000L / LEVEL.perMinute());
        long bound = (long) (SLACK * ideal.plus(downAndStarts).toMillis());
        boolean absent = shop.provider.audit().posts() < shop.attempts();
        if (absent) {
            bound += Workshop.GAP.toMillis();
        }
        Instant end = begin;
        for (Path file : shop.published()) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            end = written.isAfter(end) ? written : end;
        }
        long took = Duration.between(begin, end).toMillis();
        System.out.printf(
                Locale.ROOT,
                "TRIAL   work time %.1f s, bound %.1f s = 1.10 x (ideal %.1f + down and own starts %.1f)%s%n",
                took / 1e3,
                bound / 1e3,
                ideal.toMillis() / 1e3,
                downAndStarts.toMillis() / 1e3,
                absent ? " + gap " + Workshop.GAP.toSeconds() : "");
        assertThat(took).as(shop.words()).isLessThanOrEqualTo(bound);
    }
}
