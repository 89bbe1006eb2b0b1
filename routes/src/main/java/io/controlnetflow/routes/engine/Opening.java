package io.controlnetflow.routes.engine;

import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.util.Optional;

/** Makes a run of a drop, or attaches it to the run that exists. Thread-safe. */
final class Opening {
    private final FolderSpec.Mode mode;
    private final FolderTools tools;
    private final OtherNodes others;

    Opening(FolderSpec.Mode mode, FolderTools tools, OtherNodes others) {
        this.mode = mode;
        this.tools = tools;
        this.others = others;
    }

    /**
     * Opens the drop's run and notes it in its task; empty when another node has moved the drop meanwhile.
     *
     * @throws IllegalArgumentException when the drop makes no request; names file, field and value
     */
    Optional<Runs.Run> open(Found found, DropTask task, String batch) throws IOException {
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
        Runs.OfDrop opened = tools.ledger()
                .runs()
                .open(task.id(), made.run(), made.cells(), OtherNodes.keepPlans(mode, tools.ledger()));
        Runs.Run run = opened.run();
        if (opened.first() && row.fresh() && mode == FolderSpec.Mode.WATCH && run.state() == Runs.RunState.FAILED) {
            run = again(run);
        }
        task.planned(run.plan().id(), settled(run), made.pictures(), made.price());
        return Optional.of(run);
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
