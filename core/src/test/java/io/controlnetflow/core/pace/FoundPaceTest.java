package io.controlnetflow.core.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoundPaceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:13Z");

    @Test
    void startsAtTwentyASecondAndDoublesWithEachCleanSecond() {
        FoundPace pace = FoundPace.start(0, START);
        assertThat(pace.perMinute()).isEqualTo(20 * 60);
        for (int i = 1; i <= 30; i++) {
            Instant now = START.plusMillis(100L * i);
            pace = pace.accepted(now, now, since -> 1);
        }
        assertThat(pace.perMinute()).isEqualTo(20 * 60 * 8);
    }

    @Test
    void takesWhatWasAcceptedInTheMinuteForTheLimit() {
        FoundPace pace = FoundPace.start(0, START).refused(START.plusSeconds(15));
        pace = pace.accepted(START.plusSeconds(60), START.plusSeconds(60), since -> {
            assertThat(since).isEqualTo(START);
            return 501;
        });
        assertThat(pace.perMinute()).isEqualTo(500);
        assertThat(pace.patience()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void learnsNothingFromWhatWasUnderWayWhenAnotherWasRefused() {
        FoundPace refused = FoundPace.start(0, START).refused(START.plusSeconds(2));
        assertThat(refused.accepted(START.plusSeconds(1), START.plusSeconds(3), since -> 9))
                .isEqualTo(refused);
    }

    @Test
    void goesOnFromAStoredPace() {
        assertThat(FoundPace.start(500, START).perMinute()).isEqualTo(500);
        assertThat(FoundPace.start(500, START).measured()).isTrue();
    }

    @Test
    void doesNotCountTheTimeInWhichThereWasNothingToSend() {
        Instant later = START.plus(Duration.ofHours(2));
        FoundPace pace =
                FoundPace.start(0, START).accepted(later, later, since -> 1).refused(later.plusSeconds(1));
        Instant passed = later.plusSeconds(10);
        assertThat(pace.accepted(passed, passed, since -> 21).perMinute()).isEqualTo(20 * 6);
    }

    /** A provider that grants so many a minute, and otherwise says when its minute ends. */
    @Property(tries = 40)
    void usesMostOfALimitAndIsRefusedRarely(@ForAll @IntRange(min = 2, max = 4_000) int limit, @ForAll long seed) {
        Market market = new Market(limit, 0, seed);
        market.run(Duration.ofMinutes(3));
        long before = market.accepted;
        long refused = market.refused;
        market.run(Duration.ofMinutes(10));
        assertThat(market.accepted - before).isGreaterThanOrEqualTo((long) (limit * 10 * 0.7));
        assertThat(market.refused - refused).isLessThanOrEqualTo(60);
    }

    /** A network that says 429 now and then, without a limit. */
    @Property(tries = 40)
    void isNotBroughtToAStandByRefusalsThatMeanNothing(
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double share, @ForAll long seed) {
        Market market = new Market(0, share, seed);
        market.run(Duration.ofMinutes(5));
        long before = market.accepted;
        market.run(Duration.ofMinutes(5));
        assertThat(market.accepted - before).isGreaterThan(300);
    }

    /** Always has something to send: a bucket as the ledger's, looked at every 50 ms, and a provider. */
    private static final class Market {
        private static final Duration TICK = Duration.ofMillis(50);
        final int limit;
        final double share;
        final Random random;
        final List<Instant> sent = new ArrayList<>();
        FoundPace pace = FoundPace.start(0, START);
        Instant now = START;
        Instant notBefore = START;
        Instant window = START;
        double tokens = 1;
        int inWindow;
        long accepted;
        long refused;

        Market(int limit, double share, long seed) {
            this.limit = limit;
            this.share = share;
            this.random = new Random(seed);
        }

        void run(Duration time) {
            Instant end = now.plus(time);
            while (now.isBefore(end)) {
                now = now.plus(TICK);
                tokens = Math.min(pace.burst(), tokens + pace.perMinute() / 1200.0);
                if (!now.isBefore(window.plusSeconds(60))) {
                    window = window.plusSeconds(60);
                    inWindow = 0;
                }
                boolean probing = pace.refused() != null;
                while (tokens >= 1 && !now.isBefore(notBefore)) {
                    tokens--;
                    submit();
                    if (probing) {
                        break;
                    }
                }
            }
        }

        private void submit() {
            boolean full = limit > 0 && inWindow >= limit;
            if (full || random.nextDouble() < share) {
                refused++;
                pace = pace.refused(now);
                notBefore = full ? window.plusSeconds(60) : now.plusSeconds(1);
            } else {
                accepted++;
                inWindow++;
                sent.add(now);
                pace = pace.accepted(now, now, this::since);
            }
        }

        private long since(Instant from) {
            long count = 0;
            for (int i = sent.size() - 1; i >= 0 && !sent.get(i).isBefore(from); i--) {
                count++;
            }
            return count;
        }
    }
}
