package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.routes.app.console.ProgressLine;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.console.SummaryText;
import io.controlnetflow.routes.app.serve.Outcome;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.Progress;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a run is told: progress, summary, exit code. */
class OutcomeTest {
    private static final Path OUTBOX = Path.of("/shop/outbox");

    private static BatchSummary summary(
            int doubt, List<BatchSummary.Failure> failures, BatchSummary.@Nullable Paused paused) {
        return new BatchSummary(
                4,
                3,
                1,
                3,
                new BigDecimal("0.09"),
                new BigDecimal("0.03"),
                doubt,
                0,
                0,
                failures.size(),
                failures,
                List.of(List.of("a/gen-1.jpg", "a/gen-2.jpg", "a/gen-3.jpg", "b/gen-1.jpg", "b/gen-2.jpg")),
                List.of(),
                paused,
                OUTBOX.resolve("contact-sheet.jpg"),
                OUTBOX);
    }

    private static final BatchSummary GOOD = summary(0, List.of(), null);
    private static final BatchSummary.Failure FAILURE =
            new BatchSummary.Failure("cat.jpg", "cat.jpg: size: 1*1 is outside 256 to 1536 pixels a side");

    @Test
    void exitCodesFollowTheTable() {
        assertThat(Outcome.code(GOOD)).isZero();
        assertThat(Outcome.code(summary(0, List.of(FAILURE), null))).isEqualTo(1);
        assertThat(Outcome.code(summary(1, List.of(), null))).isEqualTo(3);
        assertThat(Outcome.code(summary(1, List.of(FAILURE), new BatchSummary.Paused("402", "no credit"))))
                .isEqualTo(4);
    }

    @Test
    void aWatchedFolderTellsEachBatchInTheSameWords() {
        assertThat(SummaryText.batch(GOOD, false, Path.of("/shop"), Style.PLAIN))
                .isEqualTo("""
                        Batch of 4 drops: made 3, reused 1 (saved $0.03), cost at least $0.09, in doubt 0, failed 0
                          pictures       outbox
                          contact sheet  outbox/contact-sheet.jpg
                          look alike     a/gen-1.jpg, a/gen-2.jpg, a/gen-3.jpg, b/gen-1.jpg and 1 more""");
    }

    @Test
    void aWatchedFolderIsIdleWhenAllThatWasTakenIsFinal() {
        assertThat(ProgressLine.idle(progress(false, 0, 0))).isTrue();
        assertThat(ProgressLine.idle(progress(false, 2, 2))).isTrue();
        assertThat(ProgressLine.idle(progress(false, 2, 1))).isFalse();
        assertThat(ProgressLine.idle(progress(true, 0, 0))).isFalse();
    }

    private static Progress progress(boolean scanning, int drops, int settled) {
        return new Progress(
                scanning, drops, settled, Map.of(), drops, settled, BigDecimal.ZERO, 0, null, Progress.Cells.NONE);
    }

    @Test
    void theSummarySaysWhatWasMadeReusedAndPaid() {
        assertThat(SummaryText.of(GOOD, Duration.ofMillis(4200), false, Path.of("/shop"), Style.PLAIN))
                .isEqualTo("""
                        Done in 4.2 s
                          made 3, reused 1 (saved $0.03), submits 3, cost at least $0.09, in doubt 0, failed 0
                          pictures       outbox
                          contact sheet  outbox/contact-sheet.jpg
                          look alike     a/gen-1.jpg, a/gen-2.jpg, a/gen-3.jpg, b/gen-1.jpg and 1 more""");
    }

    @Test
    void eachFailureIsOneLine() {
        assertThat(SummaryText.of(summary(0, List.of(FAILURE), null), Duration.ofSeconds(1), true, OUTBOX, Style.PLAIN))
                .startsWith("1 failure in 1.0 s")
                .contains("  x cat.jpg: size: 1*1 is outside 256 to 1536 pixels a side")
                .contains("stand-in, nothing charged");
    }

    @Test
    void theJsonHasOneObjectWithTheSameNumbers() {
        Progress now = new Progress(false, 4, 4, Map.of(), 4, 4, BigDecimal.ZERO, 3, null, Progress.Cells.NONE);

        assertThat(Outcome.json(0, GOOD, now, Duration.ofSeconds(1)).toString())
                .contains(
                        "\"made\":3",
                        "\"reused\":1",
                        "\"submits\":3",
                        "\"cost\":0.09",
                        "\"failed\":0",
                        "\"near_duplicates\":[[\"a/gen-1.jpg\"");
    }

    @Test
    void theProgressLineFitsItsTerminal() {
        Progress now = new Progress(
                false,
                8,
                2,
                Map.of(JobState.POLLING, 4L, JobState.READY, 2L, JobState.DONE, 90L),
                8,
                2,
                new BigDecimal("0.06"),
                6,
                null,
                Progress.Cells.NONE);

        String line = ProgressLine.live(now, Duration.ofSeconds(7), Style.PLAIN, 100);

        assertThat(line)
                .contains("2/8 pictures | 2 waiting | 4 generating | $0.06 | 7.0 s")
                .hasSizeLessThan(100);
        assertThat(ProgressLine.live(now, Duration.ofSeconds(7), Style.PLAIN, 60))
                .hasSizeLessThanOrEqualTo(60);
        assertThat(ProgressLine.plain(now, Duration.ofSeconds(7)))
                .isEqualTo("2/8 pictures, 2 waiting, 4 generating, $0.06, 7.0 s");
    }

    @Test
    void amountsShowFractionsOfCentsOnlyWhereTheyCount() {
        assertThat(Style.usd(new BigDecimal("0.3"))).isEqualTo("$0.30");
        assertThat(Style.usd(new BigDecimal("0.0125"))).isEqualTo("$0.0125");
    }
}
