package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes runs of drops, or attaches them to the runs that exist. Thread-safe. */
final class Opening {
    private final FolderSpec.Mode mode;
    private final FolderTools tools;
    private final OtherNodes others;

    Opening(FolderSpec.Mode mode, FolderTools tools, OtherNodes others) {
        this.mode = mode;
        this.tools = tools;
        this.others = others;
    }

    /** A drop that was read. */
    record Wanted(DropTask task, boolean fresh, DropPlanner.Made made) {}

    /**
     * Reads what is to be made of the drop; empty when another node has moved it meanwhile. Changes nothing.
     *
     * @throws IllegalArgumentException when the drop makes no request; names file, field and value
     */
    Optional<Wanted> read(Found found, DropTask task, String batch) throws IOException {
        Intake.Row row = tools.intake().row(found.path());
        String problem = tools.intake().at(found.path()).problem();
        if (problem != null) {
            throw new IllegalArgumentException(found.path() + ": " + problem);
        }
        DropPlanner.Made made = tools.reader().plan(found, row.drop(), batch);
        if (others.moved(task)) {
            return Optional.empty();
        }
        if (made.unknown() != null
                && tools.ledger().runs().find(made.run().id()).isEmpty()) {
            throw made.unknown();
        }
        return Optional.of(new Wanted(task, row.fresh(), made));
    }

    /** Opens the drops' runs together and notes each in its task. */
    List<Runs.Run> open(List<Wanted> drops) {
        List<Runs.DropRun> asked = drops.stream()
                .map(drop -> new Runs.DropRun(
                        drop.task().id(),
                        new Runs.Opening(drop.made().run(), drop.made().cells())))
                .toList();
        // in watch a drop keeps the run that it has, whatever its flow or the files beside it say by now
        List<Runs.OfDrop> opened = tools.ledger().runs().open(asked, mode == FolderSpec.Mode.WATCH);
        List<Runs.Run> runs = new ArrayList<>();
        for (int at = 0; at < drops.size(); at++) {
            Wanted drop = drops.get(at);
            Runs.Run run = opened.get(at).run();
            boolean first = opened.get(at).first() && drop.fresh();
            if (first && mode == FolderSpec.Mode.WATCH && run.state() == Runs.RunState.FAILED) {
                run = again(run);
            }
            drop.task().planned(run.plan().id(), settled(run), drop.made().expected());
            runs.add(run);
        }
        return runs;
    }

    static boolean settled(Runs.Run run) {
        return run.state() != Runs.RunState.ACTIVE;
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
}
