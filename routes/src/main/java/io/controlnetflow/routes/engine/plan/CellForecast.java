package io.controlnetflow.routes.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.engine.flow.Steps;
import io.controlnetflow.routes.engine.plan.Outlook.Kind;
import io.controlnetflow.routes.engine.run.Bodies;
import io.controlnetflow.routes.engine.run.CellStart;
import io.controlnetflow.routes.engine.run.CellValues;
import io.controlnetflow.routes.stage.cell.CellEnd;
import io.controlnetflow.routes.stage.cell.CellScope;
import io.controlnetflow.routes.stage.cell.Cells;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What would become of a cell above which everything is known. Not thread-safe. */
final class CellForecast {
    private static final long MINUTES = 5;
    private static final int MOST_SAID = 60;

    private final Engine engine;
    private final Ledger ledger;
    private final CellStart start;
    private final Bodies bodies;
    private final Novelty novelty;
    private final Called called;
    private final Set<JobKey> asked = new HashSet<>();

    /** Goes through a run that a cell calls. */
    interface Called {
        /** Empty when it was gone through before. */
        Optional<RunOutlook> of(Opening opening) throws IOException, InterruptedException;
    }

    /** @param origins whose place a run took, first of all */
    CellForecast(Engine engine, UnaryOperator<String> origins, Called called) {
        this.called = called;
        this.engine = engine;
        this.ledger = engine.ledger();
        this.start = new CellStart(engine, origins);
        this.bodies = new Bodies(engine);
        this.novelty = new Novelty(engine);
    }

    /** @param before the row of a run that was opened before */
    Outlook of(Run run, Flow flow, Scene scene, String id, Optional<Cell> before)
            throws IOException, InterruptedException {
        Optional<Outlook> settled = before.flatMap(cell -> settled(scene, cell));
        if (settled.isPresent()) {
            return settled.get();
        }
        Cell row = scene.row(id);
        try {
            CellView view = start.look(run, flow, row, scene::above);
            return of(scene, view);
        } catch (LedgerUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            return fails(scene, row, Cells.sentence(e));
        }
    }

    private static Outlook fails(Scene scene, Cell row, String why) {
        scene.ended(row.id(), CellState.FAILED);
        return Outlook.free(row.id(), row.node(), Kind.FAILS, why);
    }

    /** What stands in the ledger and is not run again by itself. */
    private static Optional<Outlook> settled(Scene scene, Cell cell) {
        String why = String.valueOf(cell.problem());
        return switch (cell.state()) {
            case DONE -> {
                scene.done(cell.id(), cell.output());
                yield Optional.of(Outlook.free(cell.id(), cell.node(), Kind.REUSED, "done"));
            }
            case SKIPPED -> {
                scene.ended(cell.id(), CellState.SKIPPED);
                yield Optional.of(Outlook.free(cell.id(), cell.node(), Kind.SKIPPED, why));
            }
            case FAILED -> Optional.of(fails(scene, cell, why));
            case HELD -> Optional.of(Outlook.free(cell.id(), cell.node(), Kind.WAITS, why));
            case APPROVAL -> Optional.of(Outlook.free(cell.id(), cell.node(), Kind.WAITS, "waits for a person"));
            case WAITING, RUNNING, READY, PENDING -> Optional.empty();
        };
    }

    private Outlook of(Scene scene, CellView view) throws IOException, InterruptedException {
        Optional<CellKey> key = start.key(view);
        Optional<CellEnd> early = start.withoutBody(view, key);
        Cell row = view.row();
        boolean known = view.readings().fresh().isEmpty();
        if (known && early.isPresent() && early.get() instanceof CellEnd.Known made) {
            scene.done(row.id(), made.value().toString());
            novelty.note(view, key);
            return Outlook.free(row.id(), row.node(), Kind.REUSED, "made before");
        }
        if (early.isPresent() && early.get() instanceof CellEnd.Skipped skipped) {
            scene.ended(row.id(), CellState.SKIPPED);
            return Outlook.free(row.id(), row.node(), Kind.SKIPPED, skipped.why());
        }
        if (early.isPresent() && !(early.get() instanceof CellEnd.Known)) {
            return Outlook.free(row.id(), row.node(), Kind.WAITS, "a person decides");
        }
        if (!known) {
            return starting(scene, view);
        }
        if (!Steps.areOurs(view.node().body())) {
            return Outlook.free(row.id(), row.node(), Kind.RUN, free(scene, view, key));
        }
        return ours(scene, view, key);
    }

    /** What is read when the cell starts may say something else by then: nothing is said to be there, and nothing is made of it. */
    private Outlook starting(Scene scene, CellView view) throws IOException, InterruptedException {
        Cell row = view.row();
        String why = view.readings().fresh().stream()
                .map(path -> read(path, view.readings().at(path)))
                .collect(Collectors.joining(", "));
        if (!Steps.areOurs(view.node().body())) {
            return Outlook.free(row.id(), row.node(), Kind.RUN, why);
        }
        Exchange exchange = rehearse(view);
        if (exchange.getException() != null) {
            return fails(scene, row, Cells.sentence(exchange.getException()));
        }
        if (exchange.getMessage().getBody() instanceof JobRequest request) {
            return ledger.jobs().find(engine.key(request)).isPresent()
                    ? Outlook.free(row.id(), row.node(), Kind.DEPENDS, why + ", as was made before")
                    : paid(row, Kind.PAID, why, engine.pricing().of(request.model(), request.inputs()), request, null);
        }
        return Outlook.free(row.id(), row.node(), Kind.DEPENDS, why);
    }

    private static String read(String path, JsonNode now) {
        String value = now.isMissingNode() ? "nothing" : now.isValueNode() ? now.asText() : now.toString();
        String brief = value.length() > MOST_SAID ? value.substring(0, MOST_SAID) + "…" : value;
        return path.replaceFirst("^with\\.", "") + " is read when the cell starts, now " + brief;
    }

    private Outlook ours(Scene scene, CellView view, Optional<CellKey> key) throws IOException, InterruptedException {
        Cell row = view.row();
        Exchange exchange = rehearse(view);
        if (exchange.getException() != null) {
            return fails(scene, row, Cells.sentence(exchange.getException()));
        }
        if (exchange.getMessage().getBody() instanceof JobRequest request) {
            return paid(scene, view, request);
        }
        if (exchange.getMessage().getBody() instanceof Opening other) {
            Optional<RunOutlook> outlook = called.of(other);
            return outlook.isPresent()
                    ? run(scene, row, outlook.get())
                    : Outlook.free(row.id(), row.node(), Kind.SHARED, "calls the same run as another cell");
        }
        JsonNode value = CellValues.of(exchange, engine.store());
        scene.done(row.id(), value.toString());
        return Outlook.free(row.id(), row.node(), Kind.COMPUTED, free(scene, view, key));
    }

    /** A cell is what its run is: paid for, free, or not known yet. */
    private static Outlook run(Scene scene, Cell row, RunOutlook outlook) {
        JsonNode outputs = outlook.outputs();
        String flow = "dag:" + outlook.flow().name() + ": ";
        if (outputs != null) {
            scene.done(row.id(), outputs.toString());
            boolean there = outlook.cells().stream().allMatch(cell -> cell.kind() == Kind.REUSED);
            return Outlook.free(
                    row.id(), row.node(), there ? Kind.REUSED : Kind.COMPUTED, flow + (there ? "made before" : "free"));
        }
        Outlook first = Stream.of(Kind.FAILS, Kind.PAID, Kind.SHARED, Kind.RUN, Kind.WAITS, Kind.DEPENDS)
                .flatMap(kind -> outlook.cells().stream().filter(cell -> cell.kind() == kind))
                .findFirst()
                .orElseGet(() -> Outlook.free(row.id(), row.node(), Kind.DEPENDS, "is planned further as it goes on"));
        String why = flow + first.node() + ": " + first.why();
        if (first.kind() == Kind.FAILS) {
            return fails(scene, row, why);
        }
        return new Outlook(row.id(), row.node(), first.kind(), why, outlook.price(), outlook.pictures(), null);
    }

    private String free(Scene scene, CellView view, Optional<CellKey> key) {
        novelty.note(view, key);
        return novelty.why(scene, view);
    }

    private Exchange rehearse(CellView view) throws IOException, InterruptedException {
        CellScope scope = new CellScope(
                view.run().plan().id(),
                view.row().id(),
                view.node().id(),
                view.run().plan().label(),
                start.salt(view),
                true);
        try {
            return bodies.run(view, scope).get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(view.row().id() + ": cannot be made for the plan: " + e, e);
        }
    }

    private Outlook paid(Scene scene, CellView view, JobRequest request) {
        Cell row = view.row();
        JobKey key = engine.key(request);
        novelty.note(view, request);
        Jobs.@Nullable Job job = ledger.jobs().find(key).orElse(null);
        if (job == null || job.state() == JobState.CANCELLED) {
            if (!asked.add(key)) {
                return paid(row, Kind.SHARED, "the same request as another cell's", BigDecimal.ZERO, request, key);
            }
            BigDecimal price = engine.pricing().of(request.model(), request.inputs());
            return paid(row, Kind.PAID, novelty.why(scene, view), price, request, key);
        }
        return switch (job.state()) {
            case DONE -> {
                scene.done(row.id(), job.outputs());
                yield paid(row, Kind.REUSED, "made before", BigDecimal.ZERO, request, key);
            }
            case FAILED -> {
                scene.ended(row.id(), CellState.FAILED);
                yield paid(
                        row, Kind.FAILS, job.problem() + "; flow retry " + key.brief(), BigDecimal.ZERO, request, key);
            }
            case HELD, PARKED, IN_DOUBT ->
                paid(row, Kind.WAITS, "its job is " + job.state(), BigDecimal.ZERO, request, key);
            case NEW, READY ->
                paid(row, Kind.PAID, "asked for before", job.asked().price(), request, key);
            default -> paid(row, Kind.DEPENDS, "its job is " + job.state(), BigDecimal.ZERO, request, key);
        };
    }

    private Outlook paid(Cell row, Kind kind, String why, BigDecimal price, JobRequest request, @Nullable JobKey key) {
        int pictures = engine.pricing().pictures(request.model(), request.inputs());
        return new Outlook(row.id(), row.node(), kind, why, price, pictures, key == null ? null : key.hex());
    }
}
