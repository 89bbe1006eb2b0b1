package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what became of a folder's drops. */
public final class Tally {
    private static final String BUDGET = "budget";
    private static final Duration STANDSTILL = Duration.ofSeconds(2);
    private static final Duration COUNTING = Duration.ofSeconds(1);
    private static final Set<JobState> UNDER_WAY =
            Set.of(JobState.SUBMITTING, JobState.POLLING, JobState.DOWNLOADING, JobState.IN_DOUBT);

    private static final History.UnderWay NOTHING = new History.UnderWay(0, Map.of(), 0);

    private final Ledger ledger;
    private final Clock clock;
    private final Path outbox;
    private final Instant since;
    private final boolean flow;
    private @Nullable Instant standsStillSince;
    private Instant countedUntil = Instant.MIN;
    private History.UnderWay counted = NOTHING;

    /**
     * @param since POSTs from then on are counted
     * @param flow whether cells are shown: a drop of the built-in flow is one picture, whatever cells it has
     */
    Tally(Ledger ledger, Clock clock, Path outbox, Instant since, boolean flow) {
        this.ledger = ledger;
        this.clock = clock;
        this.outbox = outbox;
        this.since = since;
        this.flow = flow;
    }

    Planned planned(Collection<DropTask> tasks) {
        int refused = (int)
                tasks.stream().filter(t -> t.stage() == DropTask.Stage.REFUSED).count();
        return new Planned(
                tasks.size(),
                refused,
                flow ? tasks.stream().mapToInt(DropTask::cells).sum() : 0,
                tasks.stream().mapToInt(DropTask::pictures).sum(),
                tasks.stream()
                        .filter(DropTask::runWasSettled)
                        .mapToInt(DropTask::pictures)
                        .sum(),
                tasks.stream().map(DropTask::price).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    Progress progress(Collection<DropTask> tasks, boolean scanning) {
        Account.Spending spending = ledger.account().spending(since);
        History.UnderWay now = flow ? underWay() : NOTHING;
        List<DropTask> settled = tasks.stream().filter(DropTask::settled).toList();
        int pictures = tasks.stream().mapToInt(DropTask::pictures).sum();
        int done = settled.stream().mapToInt(task -> task.outcome().pictures()).sum();
        return new Progress(
                scanning,
                tasks.size(),
                settled.size(),
                ledger.jobs().countByState(),
                pictures,
                (int) Math.min(pictures, done + now.paid()),
                spending.spent().add(spending.reserved()),
                spending.posts(),
                paused(tasks).map(BatchSummary.Paused::reason).orElse(null),
                flow ? cells(tasks, settled, now.cells()) : Progress.Cells.NONE);
    }

    private static Progress.Cells cells(
            Collection<DropTask> tasks, List<DropTask> settled, Map<CellState, Long> active) {
        long planned = tasks.stream().mapToLong(DropTask::cells).sum();
        long over = settled.stream().mapToLong(DropTask::cells).sum();
        for (CellState state : CellState.values()) {
            over += state.settled() ? active.getOrDefault(state, 0L) : 0;
        }
        return new Progress.Cells(
                planned,
                Math.min(planned, over),
                active.getOrDefault(CellState.RUNNING, 0L),
                active.getOrDefault(CellState.APPROVAL, 0L));
    }

    /** Counted once a second: there may be ten thousand of them. */
    private synchronized History.UnderWay underWay() {
        Instant now = clock.instant();
        if (!now.isBefore(countedUntil)) {
            counted = ledger.history().underWay();
            countedUntil = now.plus(COUNTING);
        }
        return counted;
    }

    /** True when all is final, or when nothing more is sent for what is not, and nothing is under way any more. */
    boolean over(Collection<DropTask> tasks) {
        if (tasks.stream().allMatch(DropTask::settled)) {
            return true;
        }
        if (!stopped(tasks) || isUnderWay()) {
            standsStillSince = null;
            return false;
        }
        Instant now = clock.instant();
        if (standsStillSince == null) {
            standsStillSince = now;
        }
        return now.isAfter(standsStillSince.plus(STANDSTILL));
    }

    /** The account is paused for good, or the budget of a flow is used up for every run that is not final. */
    private boolean stopped(Collection<DropTask> tasks) {
        if (ledger.account().paused().filter(Tally::holds).isPresent()) {
            return true;
        }
        Set<String> halted = halts().stream().map(Account.Halt::run).collect(Collectors.toSet());
        return !halted.isEmpty()
                && tasks.stream()
                        .filter(task -> !task.settled())
                        .allMatch(task -> task.runId() != null && halted.contains(task.runId()));
    }

    private boolean isUnderWay() {
        return ledger.jobs().countByState().entrySet().stream()
                        .anyMatch(e -> UNDER_WAY.contains(e.getKey()) && e.getValue() > 0)
                || (flow && underWay().cells().getOrDefault(CellState.RUNNING, 0L) > 0);
    }

    /** Only flows have budgets of their own. */
    private List<Account.Halt> halts() {
        return flow ? ledger.account().halts() : List.of();
    }

    /** Why nothing more is sent for one of these that is not final. */
    private Optional<BatchSummary.Paused> paused(Collection<DropTask> tasks) {
        return ledger.account()
                .paused()
                .map(pause -> new BatchSummary.Paused(pause.code(), pause.reason()))
                .or(() -> halts().stream()
                        .filter(halt -> tasks.stream()
                                .anyMatch(task -> !task.settled() && halt.run().equals(task.runId())))
                        .findFirst()
                        .map(halt -> new BatchSummary.Paused(BUDGET, halt.reason())));
    }

    /** A spent day's budget ends by itself at midnight, but a run does not wait for that. */
    private static boolean holds(Account.Pause pause) {
        return pause.until() == null || pause.code().equals(BUDGET);
    }

    /** @param tasks the drops that may wait for a person */
    BatchSummary summary(Sum sum, Collection<DropTask> tasks, @Nullable Path contactSheet) {
        List<String> waiting = new ArrayList<>();
        int held = 0;
        int parked = 0;
        for (DropTask task : tasks) {
            if (task.stage() == DropTask.Stage.HELD) {
                waiting.add(String.valueOf(task.problem()));
                List<Jobs.Job> jobs =
                        task.runId() == null ? List.of() : ledger.jobs().ofRun(task.runId());
                held += count(jobs, JobState.HELD);
                parked += count(jobs, JobState.PARKED);
            }
        }
        BatchSummary.@Nullable Paused paused = tasks.stream().allMatch(DropTask::settled)
                ? null
                : paused(tasks).orElse(null);
        return new BatchSummary(
                sum.drops(),
                sum.made(),
                sum.reused(),
                ledger.account().spending(since).posts(),
                sum.cost(),
                sum.saved(),
                ledger.jobs().countByState().getOrDefault(JobState.IN_DOUBT, 0L).intValue(),
                held,
                parked,
                sum.failed(),
                sum.failures(),
                sum.alike(),
                waiting,
                paused,
                contactSheet,
                outbox);
    }

    private static int count(List<Jobs.Job> jobs, JobState state) {
        return (int) jobs.stream().filter(job -> job.state() == state).count();
    }
}
