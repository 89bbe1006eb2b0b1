package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Who waits for which job's end. Waiting holds no thread: a future is completed by the stage that settles the job, or by the
 * sweep that finds it settled by somebody else. Thread-safe.
 */
public final class Settled {
    private final ConcurrentMap<JobKey, CompletableFuture<Jobs.Job>> waiting = new ConcurrentHashMap<>();

    /** Completes once the job is settled; asks the ledger at once, since it may be settled already. */
    public CompletableFuture<Jobs.Job> when(JobKey key, Function<JobKey, Optional<Jobs.Job>> find) {
        CompletableFuture<Jobs.Job> shared = waiting.computeIfAbsent(key, k -> new CompletableFuture<>());
        find.apply(key).filter(job -> job.state().settled()).ifPresent(this::tell);
        return shared.copy();
    }

    /** The job is settled: tells whoever waits for it. */
    public void tell(Jobs.Job job) {
        CompletableFuture<Jobs.Job> waiter = waiting.remove(job.key());
        if (waiter != null) {
            waiter.complete(job);
        }
    }

    /** The keys that somebody waits for. */
    public List<JobKey> awaited() {
        return List.copyOf(waiting.keySet());
    }
}
