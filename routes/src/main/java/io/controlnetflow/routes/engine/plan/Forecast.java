package io.controlnetflow.routes.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.RunOutputs;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Goes through runs as they would be run. Requests of several cells are paid for once. Not thread-safe. */
public final class Forecast {
    private final Ledger ledger;
    private final RunWorks works;
    private final CellForecast cells;
    private final Clock clock;
    private final Map<String, RunOutlook> called = new HashMap<>();
    private @Nullable List<RunOutlook> callees;

    public Forecast(Engine engine) {
        this(engine, engine.ledger().history()::origin);
    }

    /** With a run that would take the place of another. */
    public static Forecast replacing(Engine engine, String old, String next) {
        History history = engine.ledger().history();
        return new Forecast(engine, run -> history.origin(run.equals(next) ? old : run));
    }

    private Forecast(Engine engine, UnaryOperator<String> origins) {
        this.ledger = engine.ledger();
        this.works = RunWorks.of(engine);
        this.cells = new CellForecast(engine, origins, this::calledBefore);
        this.clock = engine.clock();
    }

    /** What the run would do, or what is left to do of one that was opened before. */
    public RunOutlook of(Opening opening) throws IOException, InterruptedException {
        String id = opening.run().id();
        Optional<Run> there = ledger.runs().find(id);
        Run run = there.orElseGet(() -> new Run(opening.run(), Runs.RunState.ACTIVE, false, clock.millis()));
        List<RunOutlook> before = callees;
        callees = new ArrayList<>();
        try {
            return new Walk(run, works.snapshots().of(run), opening, there.isPresent(), callees).outlook();
        } finally {
            callees = before;
        }
    }

    /** Each once; one whose outputs are known is as good for a second cell. */
    private Optional<RunOutlook> calledBefore(Opening opening) throws IOException, InterruptedException {
        String id = opening.run().id();
        RunOutlook known = called.get(id);
        if (known != null) {
            return Optional.of(known).filter(outlook -> outlook.outputs() != null);
        }
        List<RunOutlook> callers = callees;
        RunOutlook outlook = of(opening);
        called.put(id, outlook);
        if (callers != null) {
            callers.add(outlook);
        }
        return Optional.of(outlook);
    }

    /** One run's. */
    private final class Walk {
        private final Run run;
        private final Flow flow;
        private final boolean exists;
        private final Scene scene;
        private final Map<String, Cell> before = new HashMap<>();
        private final Map<String, Outlook> outlooks = new HashMap<>();
        private final List<Outlook> found = new ArrayList<>();
        private final List<RunOutlook.Later> later = new ArrayList<>();
        private final List<RunOutlook> calls;

        Walk(Run run, Flow flow, Opening opening, boolean exists, List<RunOutlook> calls) {
            this.calls = calls;
            this.run = run;
            this.flow = flow;
            this.exists = exists;
            this.scene = new Scene(run.plan().id(), opening.cells());
            if (exists) {
                ledger.runs().cells(run.plan().id()).forEach(cell -> before.put(cell.id(), cell));
            }
        }

        RunOutlook outlook() throws IOException, InterruptedException {
            Deque<Cell> next = new ArrayDeque<>(scene.rows());
            while (!next.isEmpty()) {
                Cell row = next.remove();
                Optional<String> planned = CellRows.plans(row.node());
                if (planned.isPresent()) {
                    next.addAll(further(row, planned.get()));
                } else if (!row.gate().isBarrier()) {
                    found.add(of(row));
                }
            }
            return new RunOutlook(run.plan().id(), run.plan().label(), flow, exists, found, later, calls, outputs());
        }

        private @Nullable JsonNode outputs() {
            boolean known = later.isEmpty()
                    && found.stream().allMatch(cell -> cell.isKnown() && cell.kind() != Outlook.Kind.FAILS);
            return known ? RunOutputs.of(flow, run, scene.rows()) : null;
        }

        /** The cells of a node that are known once those above its row are. */
        private List<Cell> further(Cell row, String node) throws IOException, InterruptedException {
            Optional<String> open = Optional.empty();
            for (Cell above : scene.above(row.id())) {
                Outlook its = of(above);
                open = open.isPresent() || its.isKnown() ? open : Optional.of(its.node());
            }
            if (open.isPresent()) {
                later.add(new RunOutlook.Later(node, open.get()));
                return List.of();
            }
            return scene.add(works.planner().further(run, flow, scene.rows()));
        }

        private Outlook of(Cell row) throws IOException, InterruptedException {
            Outlook known = outlooks.get(row.id());
            if (known == null) {
                known = row.gate().isBarrier() ? barrier(row) : cell(row);
                outlooks.put(row.id(), known);
            }
            return known;
        }

        private Outlook cell(Cell row) throws IOException, InterruptedException {
            for (Cell above : scene.above(row.id())) {
                Outlook its = of(above);
                if (!its.isKnown()) {
                    return Outlook.free(row.id(), row.node(), Outlook.Kind.DEPENDS, "depends on " + its.node());
                }
                if (its.kind() == Outlook.Kind.SKIPPED || (its.kind() == Outlook.Kind.FAILS && !above.optional())) {
                    scene.ended(row.id(), CellState.SKIPPED);
                    return Outlook.free(row.id(), row.node(), Outlook.Kind.SKIPPED, its.node() + " has no value");
                }
            }
            return cells.of(run, flow, scene, row.id(), Optional.ofNullable(before.get(row.id())));
        }

        /** A barrier counts as known once everything above it is. */
        private Outlook barrier(Cell row) throws IOException, InterruptedException {
            String node = row.node().replace("[*]", "");
            int met = 0;
            boolean broken = false;
            for (Cell member : scene.above(row.id())) {
                Outlook its = of(member);
                if (!its.isKnown()) {
                    return Outlook.free(row.id(), node, Outlook.Kind.DEPENDS, "depends on " + node);
                }
                boolean value = its.kind() == Outlook.Kind.REUSED || its.kind() == Outlook.Kind.COMPUTED;
                met += value ? 1 : 0;
                broken |= !value && !(its.kind() == Outlook.Kind.FAILS && member.optional());
            }
            boolean open =
                    switch (row.gate().kind()) {
                        case SETTLED -> true;
                        case COUNT -> met >= row.gate().wanted();
                        case ALL, CELL -> !broken;
                    };
            scene.ended(row.id(), open ? CellState.DONE : CellState.SKIPPED);
            return Outlook.free(row.id(), node, open ? Outlook.Kind.COMPUTED : Outlook.Kind.SKIPPED, "");
        }
    }
}
