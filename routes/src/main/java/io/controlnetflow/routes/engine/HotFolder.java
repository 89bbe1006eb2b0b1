package io.controlnetflow.routes.engine;

import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.core.ledger.LedgerUnavailable;
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
final class HotFolder implements FolderJob, WatchFolder.Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(HotFolder.class);
    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final Duration SIDECAR_WAIT = Duration.ofSeconds(5);

    private final FolderSpec spec;
    private final FolderTools tools;
    private final Tally tally;
    private final InHand inHand;
    private final Batches batches;
    private final OtherNodes others;
    private final Opening opening;
    private final CompletableFuture<Planned> planned = new CompletableFuture<>();
    private volatile boolean scanning = true;
    private volatile boolean postponed;
    private volatile Instant lastDrop;

    HotFolder(FolderSpec spec, FolderTools tools) {
        this.spec = spec;
        this.tools = tools;
        this.tally = new Tally(tools.ledger(), tools.clock(), spec.outbox(), tools.since());
        this.inHand = new InHand(tools.reader().order());
        this.batches = new Batches(spec.inbox(), tools.clock(), tally, tools.sheets());
        this.others = new OtherNodes(spec, tools, inHand);
        this.opening = new Opening(spec.mode(), tools, others);
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
        return tools.reader().accepts(path);
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
            if (spec.mode() == FolderSpec.Mode.RUN) {
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
        if (tools.intake().news() || postponed) {
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
            task.planned(run.plan().id(), Opening.settled(run), 0, BigDecimal.ZERO);
            inHand.put(task);
            inHand.planned(task);
            if (task.runWasSettled()) {
                tools.publishAgain().accept(run);
            }
        }
    }

    private void plan() throws IOException {
        List<Found> next = new ArrayList<>();
        boolean waiting = false;
        postponed = true; // until all is planned
        for (Found found : tools.reader().drops(tools.intake().listing())) {
            DropTask before = inHand.at(found.path());
            if (before != null
                    && before.id() == tools.intake().row(found.path()).drop().id()) {
                continue;
            }
            if (waits(found)) {
                waiting = true;
            } else {
                next.add(found);
            }
        }
        List<Runs.Run> settled = Collections.synchronizedList(new ArrayList<>());
        AtATime.all(next, some -> planSome(some, settled));
        postponed = waiting;
        if (!waiting || !next.isEmpty()) {
            planned.complete(tally.planned(inHand.all()));
        }
        settled.forEach(tools.publishAgain());
    }

    /** In {@code watch} the files that belong to a drop may come a little later than the drop. */
    private boolean waits(Found found) {
        return spec.mode() == FolderSpec.Mode.WATCH
                && tools.clock()
                        .instant()
                        .isBefore(tools.intake().at(found.path()).at().plus(SIDECAR_WAIT))
                && tools.reader().awaited(found, tools.intake()).isPresent();
    }

    /** Reads some drops and opens their runs together; what could not be planned is planned at the next look. */
    private void planSome(List<Found> some, List<Runs.Run> settled) throws IOException {
        List<DropTask> tasks = new ArrayList<>();
        try {
            for (Found found : some) {
                long drop = tools.intake().row(found.path()).drop().id();
                DropTask task = new DropTask(found.path(), drop, tools.reader().belongings(found));
                tasks.add(task);
                inHand.put(task);
            }
            List<Opening.Wanted> wanted = new ArrayList<>();
            for (int at = 0; at < some.size(); at++) {
                read(some.get(at), tasks.get(at)).ifPresent(wanted::add);
            }
            List<Runs.Run> runs = opening.open(wanted);
            wanted.forEach(drop -> inHand.planned(drop.task()));
            runs.stream().filter(Opening::settled).forEach(settled::add);
        } finally {
            tasks.stream().filter(task -> task.stage() == DropTask.Stage.TAKEN).forEach(inHand::forget);
        }
    }

    /** Empty when the drop was refused, or is another node's. */
    private Optional<Opening.Wanted> read(Found found, DropTask task) throws IOException {
        try {
            Optional<Opening.Wanted> wanted = opening.read(found, task, batches.name());
            if (wanted.isEmpty()) {
                others.forget(task);
            }
            return wanted;
        } catch (IOException e) {
            others.forget(task); // taken and planned again when it is seen, if it is still there
            if (!others.moved(task)) {
                throw e;
            }
        } catch (IllegalArgumentException e) {
            if (others.moved(task)) {
                others.forget(task);
            } else {
                task.refused(String.valueOf(e.getMessage()));
                tools.filing().refused(task, inHand.toMove(task));
                left(task);
            }
        }
        return Optional.empty();
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

    /** Publishes and files a settled run, if it is of this folder and no other node does. */
    void publish(Runs.Run run) throws IOException {
        Optional<DropTask> found = inHand.ofRun(run.plan().id());
        if (found.isPresent()) {
            DropTask task = found.get();
            if (!others.mine(task, run)) {
                return;
            }
            tools.filing().settled(task, run, tools.harvest().reap(run, task), inHand.toMove(task));
            left(task);
        }
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
    public void close() {
        tools.stop().accept(this);
        batches.end(inHand.all());
    }
}
