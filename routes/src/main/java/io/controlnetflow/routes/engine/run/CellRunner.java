package io.controlnetflow.routes.engine.run;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Retry;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.engine.flow.Steps;
import io.controlnetflow.routes.stage.ForRun;
import io.controlnetflow.routes.stage.Ticket;
import io.controlnetflow.routes.stage.cell.CellEnd;
import io.controlnetflow.routes.stage.cell.CellScope;
import io.controlnetflow.routes.stage.cell.CellWork;
import io.controlnetflow.routes.stage.cell.Cells;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes cells of flows: reads what a cell refers to, runs its body, and says how it ended. Thread-safe. */
final class CellRunner implements CellWork {
    private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

    private final Ledger ledger;
    private final ArtifactStore store;
    private final FlowPlanner planner;
    private final Snapshots snapshots;
    private final CellStart start;
    private final Bodies bodies;
    private final Approvals approvals;

    CellRunner(Engine engine, FlowPlanner planner, Snapshots snapshots) {
        this.ledger = engine.ledger();
        this.store = engine.store();
        this.planner = planner;
        this.snapshots = snapshots;
        this.start = new CellStart(engine);
        this.bodies = new Bodies(engine);
        this.approvals = Approvals.of(engine.camel());
    }

    @Override
    public boolean mayWait(Runs.Cell cell) {
        return !cell.repeatable();
    }

    @Override
    public CompletableFuture<CellEnd> compute(Runs.Cell cell) {
        try {
            Runs.Run run = ledger.runs().find(cell.runId()).orElseThrow();
            Flow flow = snapshots.of(run);
            if (CellRows.plans(cell.node()).isPresent()) {
                return CompletableFuture.completedFuture(plan(run, flow, cell));
            }
            CellView view = start.begin(run, flow, cell);
            Optional<Runs.CellKey> key = start.key(view);
            Optional<CellEnd> early = start.withoutBody(view, key);
            if (early.isEmpty()) {
                return body(view, key.orElse(null));
            }
            return early.get() instanceof CellEnd.ForPerson person
                    ? approvals.ask(view, person)
                    : CompletableFuture.completedFuture(early.get());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The cells of a node that could not be planned before. */
    private CellEnd plan(Runs.Run run, Flow flow, Runs.Cell cell) throws IOException {
        ledger.runs()
                .extend(
                        cell.id(),
                        planner.further(
                                run, flow, ledger.runs().cells(run.plan().id())));
        return new CellEnd.Told();
    }

    private CompletableFuture<CellEnd> body(CellView view, Runs.@Nullable CellKey key) throws Exception {
        Node node = view.node();
        boolean outside = !Steps.areOurs(node.body());
        if (outside
                && !view.row().repeatable()
                && !ledger.runs().begun(view.row().id())) {
            return CompletableFuture.completedFuture(new CellEnd.Told());
        }
        CellScope scope = new CellScope(
                view.run().plan().id(),
                view.row().id(),
                node.id(),
                view.run().plan().label(),
                start.salt(view),
                false);
        CompletableFuture<CellEnd> end = new CompletableFuture<>();
        CompletableFuture<Void> unused =
                bodies.run(view, scope).thenAccept(exchange -> finish(exchange, view, key, end));
        Duration timeout = view.flow().rules(node).timeout();
        if (timeout != null && !node.isPaid()) {
            CellEnd late = new CellEnd.Failed(view.run().plan().label() + ": " + node.id()
                    + ": timeout: took longer than " + Durations.text(timeout));
            return end.completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        return end;
    }

    private void finish(Exchange exchange, CellView view, Runs.@Nullable CellKey key, CompletableFuture<CellEnd> end) {
        boolean outside = !Steps.areOurs(view.node().body());
        try {
            Exception thrown = exchange.getException();
            if (thrown == null) {
                end.complete(end(exchange, key));
            } else if (!outside && comesBack(thrown)) {
                end.completeExceptionally(thrown);
            } else {
                end.complete(failed(view, thrown));
            }
        } catch (Exception e) {
            // what the body did outside is done: it is not run again because its result could not be kept
            if (outside) {
                end.complete(failed(view, e));
            } else {
                end.completeExceptionally(e);
            }
        }
    }

    private CellEnd end(Exchange exchange, Runs.@Nullable CellKey key) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Ticket ticket) {
            return new CellEnd.ForJob(ticket.job(), ticket.reused());
        }
        if (body instanceof ForRun run) {
            return new CellEnd.ForRun(run.run());
        }
        return new CellEnd.Done(CellValues.of(exchange, store), key);
    }

    private CellEnd failed(CellView view, Exception thrown) {
        Node node = view.node();
        String problem = view.run().plan().label() + ": "
                + (view.flow().nodes().size() > 1 && !Steps.areOurs(node.body()) ? node.id() + ": " : "")
                + Cells.sentence(thrown);
        Retry retry = view.flow().rules(node).retry();
        if (thrown.getMessage() == null) { // nobody meant it for a person
            LOG.error("{}", problem, thrown);
        }
        int tries = view.row().tries();
        if (retry != null && !node.isPaid() && tries < retry.max()) {
            Duration pause = retry.first().multipliedBy(1L << Math.min(tries, 20));
            return new CellEnd.Again(pause.compareTo(retry.most()) > 0 ? retry.most() : pause, problem);
        }
        return new CellEnd.Failed(problem);
    }

    private static boolean comesBack(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Unwritable || t instanceof LedgerUnavailable) {
                return true;
            }
        }
        return false;
    }
}
