package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.dag.Retry;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.engine.flow.Steps;
import io.controlnetflow.routes.stage.CellEnd;
import io.controlnetflow.routes.stage.CellScope;
import io.controlnetflow.routes.stage.CellWork;
import io.controlnetflow.routes.stage.Cells;
import io.controlnetflow.routes.stage.ForRun;
import io.controlnetflow.routes.stage.Ticket;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Computes cells of flows: reads what a cell refers to, runs its body, and says how it ended. Thread-safe. */
final class CellRunner implements CellWork {
    private static final String BODY = "body";
    private static final String HEADERS = "headers";

    private final CamelContext camel;
    private final Ledger ledger;
    private final ArtifactStore store;
    private final Clock clock;
    private final Flows flows;
    private final FlowPlanner planner;
    private final Snapshots snapshots;
    private final LooseBodies loose;

    CellRunner(Engine engine, FlowPlanner planner, Snapshots snapshots) {
        this.camel = engine.camel();
        this.ledger = engine.ledger();
        this.store = engine.store();
        this.clock = engine.clock();
        this.flows = Flows.of(camel);
        this.planner = planner;
        this.snapshots = snapshots;
        this.loose = new LooseBodies(camel);
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
            CellView view = CellView.of(run, flow, cell, ledger.runs());
            Optional<CellEnd> early = withoutBody(view);
            return early.isPresent() ? CompletableFuture.completedFuture(early.get()) : body(view);
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

    private Optional<CellEnd> withoutBody(CellView view) throws IOException {
        Rules rules = view.flow().rules(view.node());
        String when = rules.when();
        if (when != null && !holds(when, view)) {
            return Optional.of(new CellEnd.Skipped("when: " + when + " is false"));
        }
        if (view.node().body() instanceof Body.Approve approve) {
            Duration timeout = approve.timeout();
            return Optional.of(new CellEnd.ForPerson(
                    shown(approve.show(), view),
                    timeout == null ? null : clock.instant().plus(timeout),
                    approve.otherwise() == Body.Otherwise.APPROVE));
        }
        Optional<Runs.CellKey> key = key(view);
        if (key.isPresent()) {
            Optional<JsonNode> known =
                    ledger.runs().known(key.get().hash()).map(Json::read).filter(this::stillThere);
            if (known.isPresent()) {
                return Optional.of(new CellEnd.Known(known.get(), key.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Runs.CellKey> key(CellView view) {
        return view.key(() -> ledger.history().origin(view.row().runId()));
    }

    private static JsonNode shown(@Nullable String show, CellView view) {
        if (show == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        return view.meant(show).values().stream().findFirst().orElse(JsonNodeFactory.instance.textNode(show));
    }

    /** A value that was computed before is of use only while the bytes that it refers to are there. */
    private boolean stillThere(JsonNode value) {
        for (String ref : value.findValuesAsText("ref")) {
            try {
                if (ref.startsWith("sha256:")
                        && store.find(ref.substring("sha256:".length())).isEmpty()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Camel's Simple with our short references in it, each as a variable. */
    private boolean holds(String when, CellView view) throws IOException {
        Exchange exchange = new DefaultExchange(camel);
        CellValues.variables(view.known(), store).forEach(exchange::setVariable);
        String text = when;
        int number = 0;
        for (Map.Entry<Reference, JsonNode> one : view.meant(when).entrySet()) {
            String name = "ref" + ++number;
            exchange.setVariable(name, CellValues.plain(one.getValue(), store));
            text = text.replace(one.getKey().toString(), "${variable." + name + "}");
        }
        Predicate predicate = camel.resolveLanguage("simple").createPredicate(text);
        predicate.init(camel);
        return predicate.matches(exchange);
    }

    private CompletableFuture<CellEnd> body(CellView view) throws Exception {
        Node node = view.node();
        boolean outside = !Steps.areOurs(node.body());
        NodeBody body = flows.body(view.flow().name(), node).orElseGet(() -> loose.of(view.flow(), node));
        Exchange exchange = body.exchange();
        fill(exchange, view);
        if (outside) {
            ledger.runs().begun(view.row().id());
        }
        CompletableFuture<CellEnd> end = new CompletableFuture<>();
        body.run(exchange, done -> finish(exchange, view, outside, end));
        Duration timeout = view.flow().rules(node).timeout();
        if (timeout != null && !node.isPaid()) {
            CellEnd late = new CellEnd.Failed(view.run().plan().label() + ": " + node.id()
                    + ": timeout: took longer than " + Durations.text(timeout));
            return end.completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        return end;
    }

    private void fill(Exchange exchange, CellView view) throws IOException {
        Node node = view.node();
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(
                CellScope.PROPERTY,
                new CellScope(
                        view.run().plan().id(),
                        view.row().id(),
                        node.id(),
                        view.run().plan().label(),
                        view.flow().rules(node).reused()
                                ? null
                                : ledger.history().origin(view.row().runId())));
        CellValues.variables(view.known(), store).forEach(exchange::setVariable);
        ObjectNode with = view.with();
        if (with.has(BODY)) {
            exchange.getMessage().setBody(sendable(CellValues.plain(with.get(BODY), store)));
            for (Map.Entry<String, JsonNode> header : with.path(HEADERS).properties()) {
                exchange.getMessage().setHeader(header.getKey(), CellValues.plain(header.getValue(), store));
            }
        } else {
            exchange.getMessage().setBody(with);
        }
    }

    /** Components that write bodies take text, but no numbers. */
    private static @Nullable Object sendable(@Nullable Object body) {
        return body instanceof Number || body instanceof Boolean ? body.toString() : body;
    }

    private void finish(Exchange exchange, CellView view, boolean outside, CompletableFuture<CellEnd> end) {
        try {
            Exception thrown = exchange.getException();
            if (thrown == null) {
                end.complete(end(exchange, view));
            } else if (outside) {
                end.complete(failed(view, thrown));
            } else if (comesBack(thrown)) {
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

    private CellEnd end(Exchange exchange, CellView view) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Ticket ticket) {
            return new CellEnd.ForJob(ticket.job(), ticket.reused());
        }
        if (body instanceof ForRun run) {
            return new CellEnd.ForRun(run.run());
        }
        return new CellEnd.Done(CellValues.of(exchange, store), key(view).orElse(null));
    }

    private CellEnd failed(CellView view, Exception thrown) {
        Node node = view.node();
        String problem = view.run().plan().label() + ": "
                + (view.flow().nodes().size() > 1 && !Steps.areOurs(node.body()) ? node.id() + ": " : "")
                + Cells.sentence(thrown);
        Retry retry = view.flow().rules(node).retry();
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
