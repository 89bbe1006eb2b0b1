package io.controlnetflow.core.dag.plan;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Join;
import io.controlnetflow.core.dag.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What may begin next. Pure functions. */
public final class Ready {
    private enum Verdict {
        GO,
        WAIT,
        SKIP
    }

    private final Flow flow;
    private final Map<CellId, Settled> settled;
    private final Map<String, Boolean> optional = new HashMap<>();
    private final IdentityHashMap<Plan.Barrier, Verdict> barriers = new IdentityHashMap<>();

    private Ready(Flow flow, Map<CellId, Settled> settled) {
        this.flow = flow;
        this.settled = settled;
    }

    /**
     * What becomes of cells that have not begun, in the plan's order.
     *
     * @param ready cells that may begin
     * @param skipped cells that will never have what they need, and those below them
     */
    public record Next(List<CellId> ready, List<CellId> skipped) {
        public Next {
            ready = List.copyOf(ready);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Cells that have not begun and whose needs are all done, in the plan's order. Knows of no joins.
     *
     * @param begun cells that are running, waiting or settled
     * @param done cells that have a value
     */
    public static List<CellId> next(Plan plan, Set<CellId> begun, Set<CellId> done) {
        IdentityHashMap<Plan.Barrier, Boolean> whole = new IdentityHashMap<>();
        Predicate<Plan.Barrier> passed = b -> whole.computeIfAbsent(b, barrier -> done.containsAll(barrier.cells()));
        return plan.cells().stream()
                .filter(c -> !begun.contains(c.id())
                        && !done.contains(c.id())
                        && done.containsAll(c.needs())
                        && c.barriers().stream().allMatch(passed))
                .map(Plan.Cell::id)
                .toList();
    }

    /**
     * What may begin, and what is skipped, by the rules of the flow: a cell that failed skips what needs it, unless its node is
     * optional; a cell that was skipped skips what needs it; a barrier goes by its join.
     *
     * @param begun cells that are running or waiting
     * @param settled cells that have ended
     */
    public static Next next(Flow flow, Plan plan, Set<CellId> begun, Map<CellId, Settled> settled) {
        // what is skipped in this look skips further cells in the same one: the plan's order puts them behind
        Map<CellId, Settled> known = new HashMap<>(settled);
        Ready rules = new Ready(flow, known);
        List<CellId> ready = new ArrayList<>();
        List<CellId> skipped = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            if (!begun.contains(cell.id()) && !known.containsKey(cell.id())) {
                Verdict verdict = rules.verdict(cell);
                if (verdict == Verdict.GO) {
                    ready.add(cell.id());
                } else if (verdict == Verdict.SKIP) {
                    known.put(cell.id(), Settled.SKIPPED);
                    skipped.add(cell.id());
                }
            }
        }
        return new Next(ready, skipped);
    }

    private Verdict verdict(Plan.Cell cell) {
        Verdict all = Verdict.GO;
        for (CellId need : cell.needs()) {
            all = worse(all, single(need));
        }
        for (Plan.Barrier barrier : cell.barriers()) {
            all = worse(all, barriers.computeIfAbsent(barrier, this::group));
        }
        return all;
    }

    private static Verdict worse(Verdict a, Verdict b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private Verdict single(CellId need) {
        Settled end = settled.get(need);
        if (end == null) {
            return Verdict.WAIT;
        }
        return end == Settled.DONE || (end == Settled.FAILED && mayFail(need.node())) ? Verdict.GO : Verdict.SKIP;
    }

    private boolean mayFail(String node) {
        return optional.computeIfAbsent(
                node, id -> flow.node(id).map(n -> flow.rules(n).mayFail()).orElse(false));
    }

    private Verdict group(Plan.Barrier barrier) {
        int done = 0;
        int open = 0;
        boolean broken = false;
        for (CellId cell : barrier.cells()) {
            Settled end = settled.get(cell);
            open += end == null ? 1 : 0;
            done += end == Settled.DONE ? 1 : 0;
            broken |= end != null && single(cell) == Verdict.SKIP;
        }
        if (barrier.join() instanceof Join.Settled) {
            return open == 0 ? Verdict.GO : Verdict.WAIT;
        }
        if (barrier.join() instanceof Join.All) {
            return broken ? Verdict.SKIP : open == 0 ? Verdict.GO : Verdict.WAIT;
        }
        int enough = barrier.join() instanceof Join.Count count ? count.n() : 1;
        return done >= enough ? Verdict.GO : done + open >= enough ? Verdict.WAIT : Verdict.SKIP;
    }
}
