package io.controlnetflow.routes.engine;

import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.stage.WatchFolder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder being served: what was taken is planned, what is settled is published and filed. Holds nothing that the folder and the
 * ledger do not know; a restart reads it back.
 */
final class HotFolder implements FolderJob, WatchFolder.Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(HotFolder.class);
    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final Duration SIDECAR_WAIT = Duration.ofSeconds(5);

    private final FolderSpec spec;
    private final FolderTools tools;
    private final Tally tally;
    private final Map<String, DropTask> tasks;
    private final Map<String, DropTask> byRun = new ConcurrentHashMap<>();
    private final CompletableFuture<Planned> planned = new CompletableFuture<>();
    private final CompletableFuture<BatchSummary> done = new CompletableFuture<>();
    private final List<DropTask> finished = new ArrayList<>();
    private final List<Consumer<BatchSummary>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean scanning = true;
    private volatile boolean batchOpen;
    private volatile boolean postponed;
    private volatile Instant lastDrop;
    private volatile String batch;
    private volatile @Nullable Path contactSheet;

    HotFolder(FolderSpec spec, FolderTools tools) {
        this.spec = spec;
        this.tools = tools;
        this.tally = new Tally(tools.ledger(), tools.clock(), spec.outbox());
        this.tasks = new ConcurrentSkipListMap<>(tools.reader().order());
        this.lastDrop = tools.clock().instant();
        this.batch = newBatch();
    }

    private String newBatch() {
        return spec.inbox() + "@" + tools.clock().instant();
    }

    @Override
    public FolderSpec spec() {
        return spec;
    }

    @Override
    public Path folder() {
        return spec.inbox();
    }

    @Override
    public boolean accepts(String path) {
        return tools.reader().accepts(path);
    }

    @Override
    public void take(Path file, String path) {
        tools.intake().take(file, path);
        lastDrop = tools.clock().instant();
    }

    @Override
    public void look() {
        if (done.isDone()) {
            return;
        }
        try {
            if (spec.mode() == FolderSpec.Mode.RUN) {
                lookOnce();
            } else {
                lookAgain();
            }
        } catch (IOException e) {
            LOG.warn("{}: {}; looked at again", spec.inbox(), Outbox.reason(e));
        }
    }

    /** {@code run}: everything is planned together once the folder is taken; the end is the end of the batch. */
    private void lookOnce() throws IOException {
        if (scanning) {
            List<String> missing = tools.intake().missing(this::accepts);
            if (!missing.isEmpty() && tools.clock().instant().isBefore(lastDrop.plus(STUCK))) {
                return;
            }
            missing.forEach(path -> tools.intake()
                    .refuse(
                            path,
                            "is still being written after " + STUCK.toSeconds() + " s; run again when it is whole"));
            plan();
            scanning = false;
        }
        if (tally.over(tasks.values())) {
            contactSheet = tools.sheets().of(List.copyOf(tasks.values()));
            BatchSummary summary = tally.summary(tasks.values(), contactSheet);
            listeners.forEach(listener -> listener.accept(summary));
            done.complete(summary);
        }
    }

    /** {@code watch}: what was taken is planned at once; a batch ends when nothing follows for a while and all is final. */
    private void lookAgain() throws IOException {
        if (tools.intake().news() || postponed) {
            batchOpen |= plan();
        }
        if (scanning && tools.intake().missing(this::accepts).isEmpty()) {
            finishWhatACrashLeft();
            scanning = false;
        }
        boolean quiet = tools.clock().instant().isAfter(lastDrop.plus(spec.batchGap()));
        if (batchOpen && quiet && tasks.values().stream().allMatch(DropTask::settled)) {
            contactSheet = tools.sheets().of(List.copyOf(tasks.values()));
            BatchSummary summary = tally.summary(tasks.values(), contactSheet);
            tasks.values().forEach(this::forget);
            listeners.forEach(listener -> listener.accept(summary));
            batch = newBatch();
            batchOpen = false;
        }
    }

    /** Drops whose file left the inbox, but whose row does not say so: their filing was cut short, or a person took them away. */
    private void finishWhatACrashLeft() {
        for (Drops.Drop drop : tools.ledger().drops().open(spec.inbox().toString())) {
            String path = drop.file().path();
            if (tasks.containsKey(path) || tools.intake().has(path)) {
                continue;
            }
            Runs.@Nullable Run run = drop.runId() == null
                    ? null
                    : tools.ledger().runs().find(drop.runId()).orElse(null);
            if (run == null) {
                tools.ledger().drops().filed(drop.id());
                continue;
            }
            DropTask task = new DropTask(path, drop.id(), tools.reader().sidecarsOf(path));
            task.planned(run.plan().id(), run.state() != Runs.RunState.ACTIVE, 0, BigDecimal.ZERO);
            tasks.put(path, task);
            byRun.put(run.plan().id(), task);
            batchOpen = true;
            if (task.runWasSettled()) {
                tools.publishAgain().accept(run);
            }
        }
    }

    private void forget(DropTask task) {
        if (task.stage() != DropTask.Stage.HELD) {
            finished.add(task);
            tasks.remove(task.path());
            String run = task.runId();
            if (run != null) {
                byRun.remove(run);
            }
        }
    }

    /** True when something new was found. */
    private boolean plan() throws IOException {
        List<Found> next = new ArrayList<>();
        postponed = false;
        for (Found found : tools.reader().drops(tools.intake().listing())) {
            DropTask before = tasks.get(found.path());
            if (before != null
                    && before.id() == tools.intake().row(found.path()).drop().id()) {
                continue;
            }
            if (waits(found)) {
                postponed = true;
            } else {
                next.add(found);
            }
        }
        List<Runs.Run> settled = Collections.synchronizedList(new ArrayList<>());
        AtATime.all(next, found -> planOne(found, settled));
        if (!postponed || !next.isEmpty()) {
            planned.complete(tally.planned(tasks.values()));
        }
        settled.forEach(tools.publishAgain());
        return !next.isEmpty();
    }

    /** In {@code watch} the files that belong to a drop may come a little later than the drop. */
    private boolean waits(Found found) {
        return spec.mode() == FolderSpec.Mode.WATCH
                && tools.clock()
                        .instant()
                        .isBefore(tools.intake().at(found.path()).at().plus(SIDECAR_WAIT))
                && tools.reader().awaited(found, tools.intake()).isPresent();
    }

    private void planOne(Found found, List<Runs.Run> settled) throws IOException {
        Intake.Row row = tools.intake().row(found.path());
        String problem = tools.intake().at(found.path()).problem();
        DropTask task =
                new DropTask(found.path(), row.drop().id(), tools.reader().belongings(found));
        tasks.put(task.path(), task);
        try {
            if (problem != null) {
                throw new IllegalArgumentException(found.path() + ": " + problem);
            }
            DropPlanner.Made made = tools.reader().plan(found, row.drop(), batch);
            Runs.Run run = tools.ledger().runs().open(made.run(), made.cells());
            if (row.fresh() && spec.mode() == FolderSpec.Mode.WATCH && run.state() == Runs.RunState.FAILED) {
                run = again(run);
            }
            boolean was = run.state() != Runs.RunState.ACTIVE;
            task.planned(run.plan().id(), was, made.pictures(), made.price());
            byRun.put(run.plan().id(), task);
            tools.ledger().drops().started(row.drop().id(), run.plan().id());
            if (was) {
                settled.add(run);
            }
        } catch (IllegalArgumentException e) {
            task.refused(String.valueOf(e.getMessage()));
            tools.filing().refused(task, toMove(task));
            left(task);
        }
    }

    /** What lies in the inbox for this drop only: a sidecar that another drop still needs stays. */
    private List<String> toMove(DropTask task) {
        return task.sidecars().stream()
                .filter(path -> tasks.values().stream()
                        .noneMatch(other -> other != task
                                && !other.settled()
                                && other.sidecars().contains(path)))
                .toList();
    }

    /** In {@code watch} a drop that is final is gone from the inbox; it is seen again when it comes back. */
    private void left(DropTask task) {
        if (spec.mode() == FolderSpec.Mode.WATCH && task.stage() != DropTask.Stage.HELD) {
            tools.forget().accept(task.path());
            task.sidecars().stream()
                    .filter(path -> !Files.exists(spec.inbox().resolve(path)))
                    .forEach(tools.forget());
        }
    }

    /** A file that was moved back is a person's word to try again. */
    private Runs.Run again(Runs.Run run) {
        String id = run.plan().id();
        tools.ledger().jobs().ofRun(id).stream()
                .filter(job -> job.state() == JobState.FAILED)
                .forEach(job -> tools.ledger().jobs().retry(job.key()));
        tools.ledger().runs().again(id);
        return tools.ledger().runs().find(id).orElse(run);
    }

    boolean knows(String runId) {
        return byRun.containsKey(runId);
    }

    /** Publishes and files a settled run of this folder; false when it is none. */
    boolean publish(Runs.Run run) throws IOException {
        DropTask task = byRun.get(run.plan().id());
        if (task == null) {
            return false;
        }
        tools.filing().settled(task, run, tools.harvest().reap(run, task), toMove(task));
        left(task);
        return true;
    }

    @Override
    public Progress progress() {
        return tally.progress(tasks.values(), scanning);
    }

    @Override
    public void onBatch(Consumer<BatchSummary> listener) {
        listeners.add(listener);
    }

    @Override
    public CompletableFuture<Planned> planned() {
        return planned;
    }

    @Override
    public CompletableFuture<BatchSummary> done() {
        return done;
    }

    @Override
    public void close() {
        tools.stop().accept(this);
        List<DropTask> all = new ArrayList<>(finished);
        all.addAll(tasks.values());
        done.complete(tally.summary(all, contactSheet));
    }
}
