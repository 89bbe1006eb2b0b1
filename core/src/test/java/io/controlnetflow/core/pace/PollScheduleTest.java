package io.controlnetflow.core.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    @Test
    void startsAtTwoSecondsAndGrowsToTen() {
        PollSchedule schedule = PollSchedule.STANDARD;

        assertThat(schedule.first()).isEqualTo(Duration.ofSeconds(2));
        assertThat(schedule.most()).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.next(1, 0.5)).isBetween(Duration.ofMillis(2_700), Duration.ofMillis(2_900));
        assertThat(schedule.next(100, 1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Property
    void neverLeavesItsBounds(
            @ForAll @LongRange(min = 1, max = 60_000) long floor,
            @ForAll @IntRange(min = 0) int polls,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        PollSchedule schedule = new PollSchedule(Duration.ofMillis(floor));

        assertThat(schedule.next(polls, chance)).isBetween(schedule.floor(), schedule.most());
    }

    @Property
    void neverShrinksWithTheNumberOfPolls(
            @ForAll @IntRange(min = 0, max = 50) int polls, @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        assertThat(PollSchedule.STANDARD.next(polls + 1, chance))
                .isGreaterThanOrEqualTo(PollSchedule.STANDARD.next(polls, chance));
    }

    @Test
    void spreadsPollsThatFellTogether() {
        assertThat(PollSchedule.STANDARD.next(20, 0))
                .isLessThan(PollSchedule.STANDARD.next(20, 1).minusSeconds(2));
    }

    @Property
    void waitsOutWhatTheProviderAsksFor(
            @ForAll @IntRange(min = 1, max = 60) int failures,
            @ForAll @IntRange(min = 0, max = 3_600) int asked,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Duration retryAfter = Duration.ofSeconds(asked);

        assertThat(PollSchedule.STANDARD.afterProblem(failures, retryAfter, chance))
                .isGreaterThanOrEqualTo(retryAfter)
                .isGreaterThanOrEqualTo(PollSchedule.STANDARD.floor());
    }

    @Test
    void doublesAfterProblemsUpToAMinute() {
        PollSchedule schedule = PollSchedule.STANDARD;

        assertThat(schedule.afterProblem(1, null, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(schedule.afterProblem(3, null, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(schedule.afterProblem(99, null, 0)).isEqualTo(Duration.ofMinutes(1));
    }

    @Property
    void backoffStaysWithinItsBounds(@ForAll int failures, @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        assertThat(Backoff.SUBMIT.delay(failures, chance)).isBetween(Duration.ofMillis(1_500), Duration.ofMinutes(1));
    }
}
