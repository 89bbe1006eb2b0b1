package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.Runs.DropRun;
import io.controlnetflow.core.ledger.Runs.NewCell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.OfDrop;
import io.controlnetflow.core.ledger.Runs.Opening;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** How runs are opened inside a transaction: their rows, their cells, and the flow's snapshot once. */
final class Openings {
    private Openings() {}

    /** The runs in the order given: those that exist as they are, the others written. */
    static List<Run> open(Tx tx, List<Opening> runs) {
        Map<String, Opening> byId = new LinkedHashMap<>();
        runs.forEach(opening -> byId.putIfAbsent(opening.run().id(), opening));
        Map<String, Run> opened = find(tx, byId.keySet(), "");
        opened.replaceAll((id, run) -> {
            NewRun now = Objects.requireNonNull(byId.get(id)).run();
            return wanted(tx, asked(tx, run, now), now.caller());
        });
        Halts.lift(tx, opened.keySet());
        List<Opening> missing = byId.values().stream()
                .filter(opening -> !opened.containsKey(opening.run().id()))
                .toList();
        if (!missing.isEmpty()) {
            runs(tx, missing, opened);
            cells(tx, missing);
            edges(tx, missing);
            missing.stream()
                    .filter(Openings::hasOpenBarrier)
                    .forEach(opening -> Cells.stand(tx, opening.run().id()));
        }
        return runs.stream().map(opening -> opened.get(opening.run().id())).toList();
    }

    /**
     * A run that exists takes the budget of its flow as it is now. It counts for who calls it now when the one that called it
     * before is over, or has no money left for it.
     */
    private static Run asked(Tx tx, Run run, NewRun now) {
        NewRun was = run.plan();
        boolean sameFlow = was.flow().equals(now.flow());
        Budget budget = sameFlow ? now.budget() : was.budget();
        String caller = was.caller();
        if (caller != null && !caller.equals(now.caller()) && leaves(tx, was.id(), caller)) {
            caller = now.caller();
        }
        if (budget.equals(was.budget()) && Objects.equals(caller, was.caller())) {
            return run;
        }
        tx.run(
                "update flow_run set budget_run = ?, budget_day = ?, caller = ? where run_id = ?",
                budget.run(),
                budget.day(),
                caller,
                was.id());
        NewRun changed = new NewRun(
                was.id(), was.flow(), was.snapshot(), was.inputs(), was.batch(), was.label(), budget, caller);
        return new Run(changed, run.state(), run.published(), run.createdAt());
    }

    /** What was cancelled with the run that called it goes on when another one calls it. */
    private static Run wanted(Tx tx, Run run, @Nullable String caller) {
        return caller != null && Cancels.takeBack(tx, run.plan().id(), caller)
                ? new Run(run.plan(), RunState.ACTIVE, false, run.createdAt())
                : run;
    }

    private static boolean leaves(Tx tx, String run, String caller) {
        return tx.handle
                .select(
                        "select 1 from flow_run r where r.run_id = ? and (r.state <> 'ACTIVE' or exists (select 1 from"
                                + " flow_halt h where h.run_id = ? and h.payer <> h.run_id))",
                        caller,
                        run)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** A barrier that nothing stands above settles at once. */
    private static boolean hasOpenBarrier(Opening opening) {
        Set<String> waiting = new HashSet<>();
        opening.cells().forEach(cell -> waiting.addAll(cell.below()));
        return opening.cells().stream().anyMatch(cell -> cell.gate().isBarrier() && !waiting.contains(cell.id()));
    }

    /** Writes those of the rows that the run does not have yet, PENDING, with their edges. */
    static void further(Tx tx, String run, List<NewCell> all) {
        Set<String> there = new HashSet<>(tx.handle
                .select("select cell_id from flow_cell where run_id = ?", run)
                .mapTo(String.class)
                .list());
        PreparedBatch rows = tx.handle.prepareBatch("insert into flow_cell (cell_id, run_id, node, coordinates,"
                + " position, state, pending, reused, lease_until, created_at, gate, wanted, optional, repeatable)"
                + " values (?, ?, ?, ?, ?, 'PENDING', 0, false, 0, ?, ?, ?, ?, ?)");
        PreparedBatch edges = tx.handle.prepareBatch("insert into flow_edge (above, below) values (?, ?)");
        for (NewCell cell : all) {
            boolean fresh = !there.contains(cell.id());
            if (fresh) {
                rows.add(
                        cell.id(),
                        run,
                        cell.node(),
                        cell.coordinates(),
                        cell.order(),
                        tx.now,
                        cell.gate().kind().name(),
                        cell.gate().wanted(),
                        cell.optional(),
                        cell.repeatable());
            }
            cell.below().stream()
                    .filter(below -> fresh || !there.contains(below))
                    .forEach(below -> edges.add(cell.id(), below));
        }
        execute(rows);
        execute(edges);
    }

    /** The same for drops, each of which notes its run; with {@code keep} those that have one keep it. */
    static List<OfDrop> ofDrops(Tx tx, List<DropRun> drops, boolean keep) {
        Map<Long, String> had = new HashMap<>();
        tx.handle
                .createQuery("select drop_id, coalesce(run_id, '') as run_id from flow_drop where drop_id = any(:ids)"
                        + " order by drop_id" + tx.forUpdate)
                .bindArray(
                        "ids", Long.class, drops.stream().map(DropRun::dropId).toList())
                .map((row, context) -> Map.entry(row.getLong("drop_id"), row.getString("run_id")))
                .forEach(drop -> had.put(drop.getKey(), drop.getValue()));
        Map<String, Run> kept = keep ? find(tx, had.values(), " and r.provider in ('', :provider)") : Map.of();
        Halts.lift(tx, kept.keySet());
        List<DropRun> planned = new ArrayList<>();
        for (DropRun drop : drops) {
            String run = had.get(drop.dropId());
            if (run == null) {
                throw new IllegalStateException("there is no drop " + drop.dropId());
            }
            if (!kept.containsKey(run)) {
                planned.add(drop);
            } else {
                kept.computeIfPresent(
                        run, (id, its) -> asked(tx, its, drop.opening().run()));
            }
        }
        PreparedBatch notes = tx.handle.prepareBatch("update flow_drop set run_id = ? where drop_id = ?");
        planned.forEach(drop -> notes.add(drop.opening().run().id(), drop.dropId()));
        execute(notes);
        Iterator<Run> opened =
                open(tx, planned.stream().map(DropRun::opening).toList()).iterator();
        return drops.stream()
                .map(drop -> {
                    String run = String.valueOf(had.get(drop.dropId()));
                    Run its = kept.get(run);
                    return its == null ? new OfDrop(opened.next(), run.isEmpty()) : new OfDrop(its, false);
                })
                .toList();
    }

    private static Map<String, Run> find(Tx tx, Collection<String> ids, String and) {
        Map<String, Run> found = new HashMap<>();
        Query query = tx.handle
                .createQuery(Rows.RUNS + "where r.run_id = any(:ids)" + and)
                .bindArray("ids", String.class, ids);
        (and.isEmpty() ? query : query.bind("provider", tx.provider))
                .map(Rows::run)
                .forEach(run -> found.put(run.plan().id(), run));
        return found;
    }

    private static void runs(Tx tx, List<Opening> missing, Map<String, Run> opened) {
        Map<String, String> snapshots = new HashMap<>();
        PreparedBatch rows =
                tx.handle.prepareBatch("insert into flow_run (run_id, flow, snapshot_id, inputs, batch, label,"
                        + " state, published, created_at, provider, budget_run, budget_day, caller)"
                        + " values (?, ?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?)");
        for (Opening opening : missing) {
            NewRun run = opening.run();
            RunState state = opening.cells().isEmpty() ? RunState.DONE : RunState.ACTIVE;
            rows.add(
                    run.id(),
                    run.flow(),
                    snapshots.computeIfAbsent(run.snapshot(), snapshot -> keep(tx, snapshot)),
                    run.inputs(),
                    run.batch(),
                    run.label(),
                    state.name(),
                    tx.now,
                    tx.provider,
                    run.budget().run(),
                    run.budget().day(),
                    run.caller());
            opened.put(run.id(), new Run(run, state, false, tx.now));
            tx.event(null, "run", run.id() + " opened with " + opening.cells().size() + " cells for " + run.label());
        }
        rows.execute();
    }

    /** Writes the snapshot unless it is there; gives its id. */
    private static String keep(Tx tx, String snapshot) {
        String id = Hashes.sha256(snapshot);
        boolean there = tx.handle
                .select("select 1 from flow_snapshot where snapshot_id = ?", id)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
        if (!there) {
            tx.run("insert into flow_snapshot (snapshot_id, snapshot) values (?, ?)", id, snapshot);
        }
        return id;
    }

    /** A cell's position counts on through the list, so that an earlier run's cells go first. */
    private static void cells(Tx tx, List<Opening> missing) {
        PreparedBatch rows = tx.handle.prepareBatch("insert into flow_cell (cell_id, run_id, node, coordinates,"
                + " position, state, pending, reused, lease_until, created_at, gate, wanted, optional, repeatable)"
                + " values (?, ?, ?, ?, ?, ?, ?, false, 0, ?, ?, ?, ?, ?)");
        int first = 0;
        for (Opening opening : missing) {
            Map<String, Integer> pending = new HashMap<>();
            opening.cells().forEach(cell -> cell.below().forEach(below -> pending.merge(below, 1, Integer::sum)));
            for (NewCell cell : opening.cells()) {
                int above = pending.getOrDefault(cell.id(), 0);
                rows.add(
                        cell.id(),
                        opening.run().id(),
                        cell.node(),
                        cell.coordinates(),
                        first + cell.order(),
                        above == 0 && !cell.gate().isBarrier() ? "READY" : "PENDING",
                        above,
                        tx.now,
                        cell.gate().kind().name(),
                        cell.gate().wanted(),
                        cell.optional(),
                        cell.repeatable());
            }
            first += opening.cells().size();
        }
        execute(rows);
    }

    private static void edges(Tx tx, List<Opening> missing) {
        PreparedBatch rows = tx.handle.prepareBatch("insert into flow_edge (above, below) values (?, ?)");
        for (Opening opening : missing) {
            opening.cells().forEach(cell -> cell.below().forEach(below -> rows.add(cell.id(), below)));
        }
        execute(rows);
    }

    private static void execute(PreparedBatch rows) {
        if (rows.size() > 0) {
            rows.execute();
        }
    }
}
