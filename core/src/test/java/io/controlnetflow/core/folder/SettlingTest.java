package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.folder.Settling.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void waitsUntilSizeAndTimeAreQuietForASecond() {
        Entry small = entry(10, NOW);
        Settling first = Settling.START.look(List.of(small), NOW);
        assertThat(first.state(small)).isEqualTo(State.MOVING);
        assertThat(first.look(List.of(small), NOW.plusMillis(999)).state(small)).isEqualTo(State.MOVING);
        assertThat(first.look(List.of(small), NOW.plusSeconds(1)).state(small)).isEqualTo(State.SETTLED);
    }

    @Test
    void startsAnewWhenTheFileGrows() {
        Entry small = entry(10, NOW);
        Entry grown = entry(20, NOW.plusMillis(900));
        Settling look = Settling.START
                .look(List.of(small), NOW)
                .look(List.of(grown), NOW.plusMillis(900))
                .look(List.of(grown), NOW.plusMillis(1_500));

        assertThat(look.state(grown)).isEqualTo(State.MOVING);
        assertThat(look.look(List.of(grown), NOW.plusMillis(1_900)).state(grown))
                .isEqualTo(State.SETTLED);
    }

    @Test
    void takesOldFilesAtFirstSight() {
        Entry old = entry(10, NOW.minusSeconds(60));

        assertThat(Settling.START.look(List.of(old), NOW).state(old)).isEqualTo(State.SETTLED);
    }

    @Test
    void doesNotTrustAnOldTimeOnAFileThatChanges() {
        Entry before = entry(10, NOW.minusSeconds(60));
        Entry after = entry(20, NOW.minusSeconds(60));
        Settling look = Settling.START.look(List.of(before), NOW).look(List.of(after), NOW.plusMillis(100));

        assertThat(look.state(after)).isEqualTo(State.MOVING);
    }

    @Test
    void copesWithATimeInTheFuture() {
        Entry ahead = entry(10, NOW.plusSeconds(3_600));
        Settling look = Settling.START.look(List.of(ahead), NOW).look(List.of(ahead), NOW.plusSeconds(1));

        assertThat(look.state(ahead)).isEqualTo(State.SETTLED);
    }

    @Test
    void givesAnEmptyFileTimeAndThenCallsItEmpty() {
        Entry empty = entry(0, NOW);
        Settling first = Settling.START.look(List.of(empty), NOW);

        assertThat(first.look(List.of(empty), NOW.plusSeconds(2)).state(empty)).isEqualTo(State.MOVING);
        assertThat(first.look(List.of(empty), NOW.plusSeconds(5)).state(empty)).isEqualTo(State.EMPTY);
    }

    @Test
    void knowsNothingOfAFileThatItHasNotSeen() {
        assertThat(Settling.START.state(entry(1, NOW))).isEqualTo(State.MOVING);
    }

    private static Entry entry(long size, Instant modified) {
        return new Entry("cat.png", size, modified);
    }
}
