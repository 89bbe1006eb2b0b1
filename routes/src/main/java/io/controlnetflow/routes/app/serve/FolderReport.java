package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.app.console.ProgressLine;
import io.controlnetflow.routes.app.console.SummaryText;
import io.controlnetflow.routes.app.console.Words;
import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.folder.Planned;
import io.controlnetflow.routes.engine.folder.Progress;
import io.controlnetflow.routes.engine.outbox.FolderUnusable;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Follows one folder to its end: price, progress, summary. Not thread-safe. */
public final class FolderReport {
    private static final long REDRAW_MILLIS = 100;

    private final Console console;
    private final ProgressView view;
    private final FolderJob job;
    private final boolean standIn;
    private boolean priced;
    private boolean waiting;

    /**
     * @param standIn whether the pictures cost nothing
     */
    public FolderReport(Console console, ProgressView view, FolderJob job, boolean standIn) {
        this.console = console;
        this.view = view;
        this.job = job;
        this.standIn = standIn;
        if (watching()) {
            job.onBatch(this::batch);
        }
    }

    private boolean watching() {
        return job.spec().mode() == FolderSpec.Mode.WATCH;
    }

    /** What a batch of a watched folder came to, as soon as it ends. Called by the engine's threads. */
    private void batch(BatchSummary summary) {
        console.say(SummaryText.batch(summary, standIn, Words.here(), console.style()));
    }

    private void show(Progress now) {
        if (watching() && ProgressLine.idle(now)) {
            view.waits("waiting for pictures in " + Words.near(job.spec().inbox()) + "; Ctrl-C ends");
        } else {
            view.show(now);
        }
    }

    /** How a folder came to its end. */
    public record End(int code, ObjectNode json) {}

    /** Shows the progress until the folder's end, or until a run is interrupted. */
    public End follow(Interrupt interrupt) throws InterruptedException {
        while (true) {
            Optional<End> end = look(interrupt);
            if (end.isPresent()) {
                return end.get();
            }
            if (interrupt.asked() && !watching()) {
                return told(null, interrupt);
            }
        }
    }

    private End told(@Nullable BatchSummary summary, Interrupt interrupt) {
        view.end();
        boolean stopped = interrupt.asked();
        int code = stopped ? ExitCode.INTERRUPTED : Outcome.code(summary);
        if (summary != null && !(watching() && summary.drops() == 0)) {
            console.say(SummaryText.of(summary, view.elapsed(), standIn, Words.here(), console.style()));
        }
        if (stopped) {
            console.say(Outcome.interrupted(job.progress(), job.spec().mode()));
        }
        return new End(code, Outcome.json(code, summary, job.progress(), view.elapsed()));
    }

    boolean isOver() {
        return job.done().isDone();
    }

    /** Shows the progress for a moment; answers with the folder's end when it is there. */
    Optional<End> look(Interrupt interrupt) throws InterruptedException {
        price();
        try {
            return Optional.of(told(job.done().get(REDRAW_MILLIS, TimeUnit.MILLISECONDS), interrupt));
        } catch (TimeoutException e) {
            progress();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (interrupt.asked()) {
                return Optional.of(told(null, interrupt));
            }
            throw e.getCause() instanceof FolderUnusable unusable
                    ? unusable
                    : new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** A database server that is gone ends nothing: it is said once, and the program goes on when it can. */
    private void progress() {
        try {
            show(job.progress());
            waiting = false;
        } catch (LedgerUnavailable e) {
            if (!e.comesBack()) {
                throw e;
            }
            if (!waiting) {
                console.say("  " + e.getMessage());
            }
            waiting = true;
        }
    }

    /** Says what is planned and for how much, once it is known. */
    void price() {
        if (!priced && job.planned().isDone() && !job.planned().isCompletedExceptionally()) {
            priced = true;
            Planned planned = job.planned().join();
            if (planned.pictures() + planned.cells() > 0) {
                console.say("  " + SummaryText.planned(planned, job.what()));
            }
        }
    }
}
