package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.stage.WatchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder being served: what was taken is planned, what is settled is published and filed. Holds nothing that the folder and the
 * ledger do not know; a restart reads it back.
 */
public final class HotFolder implements FolderJob, WatchFolder.Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(HotFolder.class);
    private static final Duration STUCK = Duration.ofSeconds(20);

    private final FolderSpec spec;
    private final FolderTools tools;
    private final Tally tally;
    private final InHand inHand;
    private final Batches batches;
    private final OtherNodes others;
    private final Planning planning;
    private final CompletableFuture<Planned> planned = new CompletableFuture<>();
    private volatile boolean scanning = true;
    private volatile boolean leaving;
    private volatile Instant lastDrop;

    public HotFolder(FolderSpec spec, FolderTools tools) {
        this.spec = spec;
        this.tools = tools;
        this.tally = new Tally(tools.ledger(), tools.clock(), spec.outbox(), tools.since(), spec.flow() != null);
        this.inHand = new InHand(tools.reader().order());
        this.batches = new Batches(spec.inbox(), tools.clock(), tally, tools.sheets());
        this.others = new OtherNodes(spec, tools, inHand);
        this.planning = new Planning(spec, tools, inHand, others, this::left);
        this.lastDrop = tools.clock().instant();
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
        return !leaving && tools.reader().accepts(path);
    }

    @Override
    public WatchFolder.Stored store(Path file, String path) {
        return tools.intake().store(file, path);
    }

    @Override
    public void take(List<WatchFolder.Stored> files) {
        tools.intake().take(files.stream().map(Intake.Stored.class::cast).toList());
        lastDrop = tools.clock().instant();
    }

    @Override
    public void look() {
        if (done().isDone()) {
            return;
        }
        try {
            others.notice();
            if (leaving) {
                lookForTheLastTime();
            } else if (spec.mode() == FolderSpec.Mode.RUN) {
                lookOnce();
            } else {
                lookAgain();
            }
        } catch (IOException e) {
            LOG.warn("{}: {}; looked at again", spec.inbox(), Outbox.reason(e));
        } catch (LedgerUnavailable e) {
            if (!e.comesBack()) {
                throw e;
            }
            LOG.debug("{}: {}; looked at again", spec.inbox(), e.getMessage());
        } catch (Error e) {
            // the timer that calls would end without a word, and who waits for the folder would wait for ever
            LOG.error("{}: can no longer be served", spec.inbox(), e);
            done().completeExceptionally(new FolderUnusable(
                    spec.inbox() + ": can no longer be served (" + e + "); nothing is lost, start it again"));
            throw e;
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
                            tools.intake()
                                    .unkept(path)
                                    .map(why -> "could not be taken: " + why)
                                    .orElse("is still being written after " + STUCK.toSeconds()
                                            + " s; run again when it is whole")));
            plan();
            scanning = false;
        }
        if (tally.over(inHand.all())) {
            done().complete(batches.tell(List.copyOf(inHand.all())));
        }
    }

    /** {@code watch}: what was taken is planned at once; a batch ends when nothing follows for a while and all is final. */
    private void lookAgain() throws IOException {
        if (tools.intake().news() || planning.unfinished()) {
            plan();
        }
        if (scanning && tools.intake().missing(this::accepts).isEmpty()) {
            finishWhatACrashLeft();
            scanning = false;
        }
        List<DropTask> batch = inHand.untold();
        boolean quiet = tools.clock().instant().isAfter(lastDrop.plus(spec.batchGap()));
        if (!batch.isEmpty() && quiet && inHand.allSettled()) {
            batches.tell(batch);
            inHand.forgetTold();
        }
    }

    /** Its route is gone: what is in hand is told of when it is final, and no drop is planned any more. */
    private void lookForTheLastTime() throws IOException {
        if (inHand.allSettled()) {
            List<DropTask> batch = inHand.untold();
            if (!batch.isEmpty()) {
                batches.tell(batch);
            }
            CompletableFuture<Void> unused = CompletableFuture.runAsync(this::close); // not on the thread that it stops
        }
    }

    /** Drops whose file left the inbox, but whose row does not say so: their filing was cut short, or a person took them away. */
    private void finishWhatACrashLeft() {
        for (Drops.Drop drop : tools.ledger().drops().open(spec.inbox().toString())) {
            String path = drop.file().path();
            if (inHand.at(path) != null || tools.intake().has(path)) {
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
            task.planned(run.plan().id(), Opening.settled(run), DropTask.Expected.NOTHING);
            inHand.put(task);
            inHand.planned(task);
            if (task.runWasSettled()) {
                tools.publishAgain().accept(run);
            }
        }
    }

    private void plan() throws IOException {
        if (planning.plan(batches.name())) {
            planned.complete(tally.planned(inHand.all()));
        }
        planning.settled().forEach(tools.publishAgain());
    }

    /** In {@code watch} a drop that is final is gone from the inbox; it is seen again when it comes back. */
    private void left(DropTask task) {
        if (spec.mode() == FolderSpec.Mode.WATCH && task.closed()) {
            tools.forget().accept(task.path());
            task.sidecars().stream()
                    .filter(path -> !Files.exists(spec.inbox().resolve(path)))
                    .forEach(tools.forget());
        }
    }

    boolean knows(String runId) {
        return inHand.ofRun(runId).isPresent();
    }

    /** Puts pictures of a run that goes on into the outbox, if it is of this folder. */
    void early(Runs.Run run, List<Runs.Cell> cells) throws IOException {
        Optional<DropTask> task = inHand.ofRun(run.plan().id());
        if (task.isPresent()) {
            tools.harvest().early(run, tools.snapshots().of(run), task.get().path(), cells);
        }
    }

    /** Publishes and files a settled run, if it is of this folder and no other node does. */
    void publish(Runs.Run run) throws IOException {
        Optional<DropTask> found = inHand.ofRun(run.plan().id());
        if (found.isPresent()) {
            DropTask task = found.get();
            if (replaced(task, run) || !others.mine(task, run)) {
                return;
            }
            Harvest.Reaped reaped =
                    tools.harvest().reap(run, tools.snapshots().of(run), task.path(), task.runWasSettled());
            tools.filing().settled(task, run, reaped, inHand.toMove(task));
            left(task);
        }
    }

    /** A person replanned its run, here or elsewhere: the drop goes on with the one that took its place. */
    private boolean replaced(DropTask task, Runs.Run run) {
        String old = run.plan().id();
        Optional<Runs.Run> next =
                tools.ledger().history().successor(old).flatMap(tools.ledger().runs()::find);
        next.ifPresent(its -> {
            task.goesOnAs(its.plan().id(), Opening.settled(its));
            inHand.moved(task, old);
            tools.ledger().runs().published(old);
            if (task.runWasSettled()) {
                tools.publishAgain().accept(its);
            }
        });
        return next.isPresent();
    }

    @Override
    public Progress progress() {
        return tally.progress(inHand.all(), scanning);
    }

    @Override
    public void onBatch(Consumer<BatchSummary> listener) {
        batches.listener(listener);
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
    public void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    @Override
    public void close() {
        tools.stop().accept(this);
        batches.end(inHand.all());
    }
}
