package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Account;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what became of a folder's drops. */
final class Tally {
    private static final Duration STANDSTILL = Duration.ofSeconds(2);
    private static final Set<JobState> UNDER_WAY =
            Set.of(JobState.SUBMITTING, JobState.POLLING, JobState.DOWNLOADING, JobState.IN_DOUBT);

    private final Ledger ledger;
    private final Clock clock;
    private final Path outbox;
    private final Instant since;
    private @Nullable Instant standsStillSince;

    /** @param since POSTs from then on are counted */
    Tally(Ledger ledger, Clock clock, Path outbox, Instant since) {
        this.ledger = ledger;
        this.clock = clock;
        this.outbox = outbox;
        this.since = since;
    }

    Planned planned(Collection<DropTask> tasks) {
        int refused = (int)
                tasks.stream().filter(t -> t.stage() == DropTask.Stage.REFUSED).count();
        return new Planned(
                tasks.size(),
                refused,
                tasks.stream().mapToInt(DropTask::pictures).sum(),
                tasks.stream().map(DropTask::price).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    Progress progress(Collection<DropTask> tasks, boolean scanning) {
        Account.Spending spending = ledger.account().spending(since);
        return new Progress(
                scanning,
                tasks.size(),
                (int) tasks.stream().filter(DropTask::settled).count(),
                ledger.jobs().countByState(),
                tasks.stream().mapToInt(DropTask::pictures).sum(),
                tasks.stream().mapToInt(t -> t.outcome().pictures()).sum(),
                spending.spent().add(spending.reserved()),
                spending.posts(),
                ledger.account().paused().map(Account.Pause::reason).orElse(null));
    }

    /** True when all is final, or when the account is paused and nothing is under way any more. */
    boolean over(Collection<DropTask> tasks) {
        if (tasks.stream().allMatch(DropTask::settled)) {
            return true;
        }
        boolean pausedForGood = ledger.account().paused().filter(Tally::holds).isPresent();
        if (!pausedForGood
                || ledger.jobs().countByState().entrySet().stream()
                        .anyMatch(e -> UNDER_WAY.contains(e.getKey()) && e.getValue() > 0)) {
            standsStillSince = null;
            return false;
        }
        Instant now = clock.instant();
        if (standsStillSince == null) {
            standsStillSince = now;
        }
        return now.isAfter(standsStillSince.plus(STANDSTILL));
    }

    /** A spent day's budget ends by itself at midnight, but a run does not wait for that. */
    private static boolean holds(Account.Pause pause) {
        return pause.until() == null || pause.code().equals("budget");
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
                : ledger.account()
                        .paused()
                        .map(p -> new BatchSummary.Paused(p.code(), p.reason()))
                        .orElse(null);
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
                waiting,
                paused,
                contactSheet,
                outbox);
    }

    private static int count(List<Jobs.Job> jobs, JobState state) {
        return (int) jobs.stream().filter(job -> job.state() == state).count();
    }
}
