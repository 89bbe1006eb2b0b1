package io.controlnetflow.routes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowdownTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Slowdown slowdown = new Slowdown();

    @Test
    void takesOneStepForABurstOfRefusals() {
        Instant first = refused(0, 100);
        for (int i = 0; i < 15; i++) {
            assertThat(refused(i, 110 + i)).isEqualTo(first);
        }
        assertThat(first).isEqualTo(at(100).plusSeconds(2));
        assertThat(slowdown.allowed(8, first.minusMillis(1))).isZero();
        assertThat(slowdown.allowed(8, first)).isEqualTo(1);
    }

    @Test
    void waitsTwiceAsLongWhenTheOneThatTriesFirstIsRefusedToo() {
        Instant first = refused(0, 100);
        long sent = Duration.between(START, first).toMillis();
        assertThat(refused(sent, sent + 50)).isEqualTo(at(sent + 50).plusSeconds(4));
    }

    @Test
    void waitsForTheLongestThatTheProviderAsksForInABurst() {
        refused(0, 100);
        Instant due = slowdown.refused(at(1), at(120), Duration.ofSeconds(30), 0);
        assertThat(due).isEqualTo(at(120).plusSeconds(30));
        assertThat(refused(2, 130)).isEqualTo(due);
    }

    @Test
    void letsAllGoOnceOneThatWasSentAfterTheRefusalIsAccepted() {
        refused(0, 100);
        slowdown.accepted(at(50));
        assertThat(slowdown.allowed(8, at(60_000))).isEqualTo(1);
        slowdown.accepted(at(3_000));
        assertThat(slowdown.allowed(8, at(60_000))).isEqualTo(8);
    }

    private Instant refused(long sent, long now) {
        return slowdown.refused(at(sent), at(now), null, 0);
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
