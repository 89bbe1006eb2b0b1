package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.routes.engine.outbox.Alike;
import io.controlnetflow.routes.engine.outbox.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What drops came to, added up.
 *
 * @param drops how many
 * @param made pictures made and paid for
 * @param reused pictures that were there already
 * @param cost USD of what was made
 * @param saved USD that the reused ones would have cost
 * @param failed how many were refused or failed
 * @param failures these, or the first {@link #MOST_FAILURES} of several batches
 * @param alike files of the outbox that are nearly the same picture, in groups, each of one batch; at most as many
 */
public record Sum(
        int drops,
        int made,
        int reused,
        BigDecimal cost,
        BigDecimal saved,
        int failed,
        List<BatchSummary.Failure> failures,
        List<List<String>> alike) {
    /** A watched folder may go on for months, so its sum must not grow with every failure. */
    public static final int MOST_FAILURES = 1_000;

    public static final Sum NOTHING = new Sum(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, List.of(), List.of());

    public Sum {
        failures = List.copyOf(failures);
        alike = List.copyOf(alike);
    }

    /** Of drops that run together: a job that several of them asked for counts as made once. */
    public static Sum of(Collection<DropTask> tasks) {
        Set<String> counted = new HashSet<>();
        List<BatchSummary.Failure> failures = new ArrayList<>();
        int made = 0;
        int reused = 0;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal saved = BigDecimal.ZERO;
        for (DropTask task : tasks) {
            for (Outcome.Result result : task.outcome().results()) {
                if (result.reused() || !counted.add(result.key())) {
                    reused += result.pictures();
                    saved = saved.add(result.usd());
                } else {
                    made += result.pictures();
                    cost = cost.add(result.usd());
                }
            }
            String problem = task.problem();
            if (problem != null && task.stage() != DropTask.Stage.HELD) {
                failures.add(new BatchSummary.Failure(task.path(), problem));
            }
        }
        List<List<String>> alike =
                Alike.of(tasks.stream().map(DropTask::outcome).toList());
        return new Sum(tasks.size(), made, reused, cost, saved, failures.size(), failures, alike);
    }

    public Sum plus(Sum next) {
        return new Sum(
                drops + next.drops,
                made + next.made,
                reused + next.reused,
                cost.add(next.cost),
                saved.add(next.saved),
                failed + next.failed,
                first(failures, next.failures),
                first(alike, next.alike));
    }

    private static <T> List<T> first(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream())
                .limit(Math.max(MOST_FAILURES, some.size()))
                .toList();
    }
}
