package io.controlnetflow.routes.stage.cell;

import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.stage.Attention;
import io.controlnetflow.routes.stage.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes cells.
 *
 * <p><b>In</b>: READY cells of the ledger, claimed in depth-first order, a few more than there are workers. <b>Out</b>: how each
 * ended, told to the ledger. <b>Fails with</b>: nothing; what goes wrong is the cell's problem, and a ledger that cannot be reached
 * is asked again. No cell lives in memory only: a RUNNING row is run again after a crash, or held when that might do something twice.
 */
public final class Cells extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);
    private static final int AHEAD = 8;
    /** Bodies that wait for something outside; each keeps a thread meanwhile. */
    private static final int WAITING = 16;
    /** Until a cell whose result could not be written is computed again. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final long OVERDUE_EACH = 1000;

    private final Runs runs;
    private final CellWork work;
    private final int workers;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Clock clock;
    private final Queue<Runs.Cell> onceMore = new ConcurrentLinkedQueue<>();
    private final Queue<Later> later = new ConcurrentLinkedQueue<>();
    private final Queue<Untold> untold = new ConcurrentLinkedQueue<>();

    private record Later(Runs.Cell cell, Instant due) {}

    private record Untold(Runs.Cell cell, CellEnd end) {}

    /** @param workers cells computed at once; maps are made on the processor, so as many as there are cores */
    public Cells(Runs runs, CellWork work, Clock clock, int workers) {
        this.runs = runs;
        this.work = work;
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public void configure() {
        int recovered = runs.recover();
        if (recovered > 0) {
            LOG.info("{} cells were running when the program ended; they are run again", recovered);
        }
        from("timer:flow-cells?period=50&delay=0")
                .routeId("flow-cells-claim")
                .setBody(exchange -> claim())
                .split(body())
                .choice()
                .when(exchange -> work.mayWait(exchange.getMessage().getBody(Runs.Cell.class)))
                .to(ExchangePattern.InOnly, "seda:flow-cells-outside?size=5000")
                .otherwise()
                .to(ExchangePattern.InOnly, "seda:flow-cells?size=5000");

        from("seda:flow-cells?size=5000&" + Queues.WAIT + "&concurrentConsumers=" + workers)
                .routeId("flow-cells-compute")
                .process(exchange -> compute(exchange.getMessage().getBody(Runs.Cell.class)));

        from("seda:flow-cells-outside?size=5000&" + Queues.WAIT + "&concurrentConsumers=" + WAITING)
                .routeId("flow-cells-outside")
                .process(exchange -> compute(exchange.getMessage().getBody(Runs.Cell.class)));

        from("timer:flow-cells-overdue?period=" + OVERDUE_EACH)
                .routeId("flow-cells-overdue")
                .process(exchange -> overdue());
    }

    private List<Runs.Cell> claim() {
        for (int left = untold.size(); left > 0; left--) {
            tryToTell(untold.remove());
        }
        int free = workers * AHEAD + WAITING - underWay.get();
        List<Runs.Cell> cells = new ArrayList<>();
        Instant now = clock.instant();
        for (Later next = later.peek(); next != null && !now.isBefore(next.due()); next = later.peek()) {
            onceMore.add(later.remove().cell());
        }
        while (cells.size() < free && !onceMore.isEmpty()) {
            cells.add(onceMore.remove());
        }
        try {
            cells.addAll(runs.claimReady(free - cells.size()));
        } catch (LedgerUnavailable e) {
            LOG.debug("ledger: {}; cells wait until it answers", e.getMessage());
        }
        underWay.addAndGet(cells.size());
        return cells;
    }

    /** Approvals that nobody gave in time. */
    private void overdue() {
        try {
            runs.decideOverdue();
        } catch (LedgerUnavailable e) {
            LOG.debug("ledger: {}; approvals wait until it answers", e.getMessage());
        }
    }

    private void compute(Runs.Cell cell) {
        CompletableFuture<CellEnd> unused = work.compute(cell).whenComplete((end, trouble) -> {
            if (trouble == null) {
                tryToTell(new Untold(cell, end));
            } else {
                failed(cell, trouble);
            }
        });
    }

    /** A result that the ledger cannot take now is told again; the body is not run again for that. */
    private void tryToTell(Untold ended) {
        try {
            tell(ended.cell(), ended.end());
            underWay.decrementAndGet();
        } catch (LedgerUnavailable e) {
            LOG.debug("{}: {}; it is told again", ended.cell().id(), e.getMessage());
            untold.add(ended);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot end as {}", ended.cell().id(), ended.end(), e);
            tryToTell(new Untold(ended.cell(), new CellEnd.Failed(sentence(e))));
        }
    }

    private void tell(Runs.Cell cell, CellEnd end) {
        String id = cell.id();
        if (end instanceof CellEnd.Done done) {
            runs.done(id, done.value().toString(), done.key());
        } else if (end instanceof CellEnd.Known known) {
            runs.reused(id, known.value().toString(), known.key());
        } else if (end instanceof CellEnd.ForJob job) {
            runs.waiting(id, job.job().hex(), job.reused());
        } else if (end instanceof CellEnd.ForRun run) {
            runs.waitingForRun(id, run.run());
        } else if (end instanceof CellEnd.ForPerson person) {
            runs.approval(id, person.shown().toString(), person.until(), person.approveThen());
        } else if (end instanceof CellEnd.Skipped skipped) {
            runs.skipped(id, skipped.why());
        } else if (end instanceof CellEnd.Again again) {
            runs.later(id, clock.instant().plus(again.pause()), again.problem());
        } else if (end instanceof CellEnd.Failed failed) {
            runs.failed(id, failed.problem());
        }
    }

    private void failed(Runs.Cell cell, Throwable trouble) {
        Unwritable full = within(trouble, Unwritable.class);
        if (full != null) {
            Attention.LOG.warn("{}", full.getMessage());
            later.add(new Later(cell, clock.instant().plus(AGAIN)));
            underWay.decrementAndGet();
        } else if (within(trouble, LedgerUnavailable.class) != null) {
            LOG.debug("{}: {}; it is tried again", cell.id(), trouble.getMessage());
            onceMore.add(cell);
            underWay.decrementAndGet();
        } else {
            if (trouble.getMessage() == null) { // nobody meant it for a person
                LOG.error("{} failed", cell.id(), trouble);
            }
            tryToTell(new Untold(cell, new CellEnd.Failed(sentence(trouble))));
        }
    }

    private static <T extends Throwable> @Nullable T within(Throwable cause, Class<T> kind) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return kind.cast(t);
            }
        }
        return null;
    }

    /** The innermost message: Camel wraps what a component says. */
    public static String sentence(Throwable cause) {
        Throwable t = cause;
        while (t.getCause() != null
                && t.getCause() != t
                && (t instanceof RuntimeCamelException || t instanceof CompletionException)) {
            t = t.getCause();
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
