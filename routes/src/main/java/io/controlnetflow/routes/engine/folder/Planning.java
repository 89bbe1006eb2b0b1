package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Plans a folder's drops: what was taken becomes a run, or is refused with its reason. Called by one thread; reads drops with several.
 */
final class Planning {
    private final FolderSpec spec;
    private final FolderTools tools;
    private final InHand inHand;
    private final OtherNodes others;
    private final Opening opening;
    private final Consumer<DropTask> left;
    private final Queue<Runs.Run> settled = new ConcurrentLinkedQueue<>();
    private volatile boolean unfinished;

    /** @param left told of each drop that was refused and filed */
    Planning(FolderSpec spec, FolderTools tools, InHand inHand, OtherNodes others, Consumer<DropTask> left) {
        this.spec = spec;
        this.tools = tools;
        this.inHand = inHand;
        this.others = others;
        this.opening = new Opening(spec.mode(), tools, others);
        this.left = left;
    }

    /**
     * Plans what was taken since.
     *
     * @param batch what the drops are priced and shown with
     * @return true when all that was taken is planned, or some of it now
     */
    boolean plan(String batch) throws IOException {
        List<Found> next = new ArrayList<>();
        boolean waiting = false;
        unfinished = true; // until all is planned
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
        AtATime.all(next, some -> planSome(some, batch));
        unfinished = waiting;
        return !waiting || !next.isEmpty();
    }

    /** Runs that were settled when their drop was planned, since this was asked last. */
    List<Runs.Run> settled() {
        List<Runs.Run> some = new ArrayList<>();
        for (Runs.Run run = settled.poll(); run != null; run = settled.poll()) {
            some.add(run);
        }
        return some;
    }

    /** True when something waits for its sidecar, or could not be planned. */
    boolean unfinished() {
        return unfinished;
    }

    /** In {@code watch} the files that belong to a drop may come a little later than the drop. */
    private boolean waits(Found found) {
        return spec.mode() == FolderSpec.Mode.WATCH
                && tools.clock()
                        .instant()
                        .isBefore(tools.intake().at(found.path()).at().plus(spec.patience()))
                && tools.reader().awaited(found, tools.intake()).isPresent();
    }

    /** Reads some drops and opens their runs together; what could not be planned is planned at the next look. */
    private void planSome(List<Found> some, String batch) throws IOException {
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
                read(some.get(at), tasks.get(at), batch).ifPresent(wanted::add);
            }
            List<Runs.Run> runs = opening.open(wanted);
            wanted.forEach(drop -> inHand.planned(drop.task()));
            runs.stream().filter(Opening::settled).forEach(settled::add);
        } finally {
            tasks.stream().filter(task -> task.stage() == DropTask.Stage.TAKEN).forEach(inHand::forget);
        }
    }

    /** Empty when the drop was refused, or is another node's. */
    private Optional<Opening.Wanted> read(Found found, DropTask task, String batch) throws IOException {
        try {
            Optional<Opening.Wanted> wanted = opening.read(found, task, batch);
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
                left.accept(task);
            }
        }
        return Optional.empty();
    }
}
