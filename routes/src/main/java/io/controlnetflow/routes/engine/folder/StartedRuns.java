package io.controlnetflow.routes.engine.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.PlanPrice;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of flows that a person starts without dropping anything: planned and priced together, followed to their end, with one contact
 * sheet. Thread-safe.
 */
public final class StartedRuns implements FolderJob {
    private static final Logger LOG = LoggerFactory.getLogger(StartedRuns.class);
    private static final long LOOK_MILLIS = 100;

    /**
     * A run that is to be.
     *
     * @param inputs without defaults
     * @param label what a person calls it; results are put under it
     */
    public record Wanted(Flow flow, ObjectNode inputs, String label) {}

    private record Part(Wanted wanted, DropTask task) {}

    private final CamelContext camel;
    private final FolderSpec spec;
    private final FlowRuns runs;
    private final Ledger ledger;
    private final Tally tally;
    private final Batches batches;
    private final List<Part> parts;
    private final CompletableFuture<Planned> planned = new CompletableFuture<>();
    private final List<CompletableFuture<DropTask>> ends = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private volatile @Nullable Future<?> looking;

    private StartedRuns(CamelContext camel, FolderSpec spec, List<Part> parts) {
        Engine engine = Engine.of(camel);
        this.camel = camel;
        this.spec = spec;
        this.runs = FlowRuns.of(camel);
        this.ledger = engine.ledger();
        this.parts = List.copyOf(parts);
        this.tally = new Tally(engine.ledger(), engine.clock(), spec.outbox(), engine.startedAt(), true);
        this.batches = new Batches(
                spec.inbox(), engine.clock(), tally, new ContactSheets(new Outbox(spec.outbox(), engine.store())));
        this.timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "flow-runs");
    }

    /**
     * Plans the runs; nothing is written yet.
     *
     * @param outbox where their results are put
     * @throws io.controlnetflow.core.dag.InvalidFlow when the inputs are not a flow's, or there are too many cells
     * @throws io.controlnetflow.routes.engine.UnknownModel when the provider does not know a model
     */
    public static StartedRuns plan(CamelContext camel, Path outbox, List<Wanted> wanted) throws IOException {
        new Outbox(outbox, Engine.of(camel).store()).check();
        FolderSpec spec = FolderSpec.of(FlowRuns.home(camel), outbox, FolderSpec.Mode.RUN);
        StartedRuns started = new StartedRuns(
                camel,
                spec,
                wanted.stream()
                        .map(one -> new Part(one, new DropTask(one.label(), 0, List.of())))
                        .toList());
        for (Part part : started.parts) {
            started.plan(part);
        }
        started.planned.complete(
                started.tally.planned(started.parts.stream().map(Part::task).toList()));
        return started;
    }

    private void plan(Part part) throws IOException {
        Engine engine = Engine.of(camel);
        Wanted wanted = part.wanted();
        FlowPlanner.Made made = runs.plan(wanted.flow(), wanted.inputs(), null, wanted.label());
        PlanPrice price = RunWorks.of(engine).prices().of(wanted.flow(), made.plan(), wanted.inputs());
        String id = made.opening().run().id();
        boolean settled =
                engine.ledger().runs().find(id).filter(Opening::settled).isPresent();
        part.task()
                .planned(
                        id,
                        settled,
                        new DropTask.Expected(CellRows.count(made.opening().cells()), price.pictures(), price.usd()));
    }

    /** Opens the runs, or attaches to those that exist. */
    public void begin() {
        for (Part part : parts) {
            DropTask task = part.task();
            try {
                Wanted wanted = part.wanted();
                String id = runs.start(wanted.flow(), wanted.inputs(), null, wanted.label())
                        .plan()
                        .id();
                follow(task, id);
            } catch (IOException e) {
                task.refused(task.path() + ": " + e.getMessage());
            }
        }
        looking = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void follow(DropTask task, String run) {
        ends.add(runs.whenSettled(run).handle((end, trouble) -> settled(task, end, trouble)));
    }

    private DropTask settled(DropTask task, FlowRuns.@Nullable Settled end, @Nullable Throwable trouble) {
        Optional<String> next = end == null
                ? Optional.empty()
                : ledger.history().successor(end.run().plan().id());
        if (next.isPresent()) {
            task.goesOnAs(next.get(), false);
            follow(task, next.get());
        } else if (end == null) {
            task.refused(task.path() + ": " + (trouble == null ? "has no end" : trouble.getMessage()));
        } else if (end.run().state() == Runs.RunState.HELD) {
            task.held(end.outcome(), String.valueOf(end.problem()));
        } else {
            task.settled(end.outcome(), end.problem());
        }
        return task;
    }

    private void look() {
        try {
            List<DropTask> tasks = parts.stream().map(Part::task).toList();
            if (!done().isDone() && tally.over(tasks)) {
                done().complete(batches.tell(tasks));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the runs are looked at again", e);
        } catch (LedgerUnavailable e) {
            if (!e.comesBack()) {
                done().completeExceptionally(e);
            }
        } catch (RuntimeException e) {
            done().completeExceptionally(e);
        }
    }

    @Override
    public FolderSpec spec() {
        return spec;
    }

    @Override
    public String what() {
        return "run";
    }

    @Override
    public Progress progress() {
        return tally.progress(parts.stream().map(Part::task).toList(), false);
    }

    @Override
    public CompletableFuture<Planned> planned() {
        return planned;
    }

    @Override
    public CompletableFuture<BatchSummary> done() {
        return batches.done();
    }

    @Override
    public void onBatch(Consumer<BatchSummary> listener) {
        batches.listener(listener);
    }

    @Override
    public void close() {
        Future<?> task = looking;
        if (task != null) {
            task.cancel(false);
        }
        camel.getExecutorServiceManager().shutdownNow(timer);
        batches.end(parts.stream().map(Part::task).toList());
    }
}
