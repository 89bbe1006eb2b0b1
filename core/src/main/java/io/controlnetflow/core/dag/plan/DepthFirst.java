package io.controlnetflow.core.dag.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results that nothing needs, in the order given, each preceded by what it needs and is not there yet. The stack stays flat. */
final class DepthFirst {
    private record Step(Plan.Cell cell, Iterator<CellId> above) {}

    private final Map<CellId, Plan.Cell> byId = new HashMap<>();
    private final Map<CellId, Plan.Cell> order = new LinkedHashMap<>();
    private final Set<Plan.Barrier> behind = Collections.newSetFromMap(new IdentityHashMap<>());

    private DepthFirst() {}

    static List<Plan.Cell> order(List<Plan.Cell> cells) {
        DepthFirst walk = new DepthFirst();
        Set<CellId> needed = new HashSet<>();
        Set<String> whole = new HashSet<>();
        for (Plan.Cell cell : cells) {
            walk.byId.put(cell.id(), cell);
            needed.addAll(cell.needs());
            cell.barriers().forEach(barrier -> whole.add(barrier.node()));
        }
        for (Plan.Cell cell : cells) {
            if (!needed.contains(cell.id()) && !whole.contains(cell.id().node())) {
                walk.emit(cell);
            }
        }
        return new ArrayList<>(walk.order.values());
    }

    private void emit(Plan.Cell result) {
        Deque<Step> way = new ArrayDeque<>();
        way.addLast(new Step(result, above(result)));
        while (!way.isEmpty()) {
            Step step = way.getLast();
            if (step.above.hasNext()) {
                CellId next = step.above.next();
                Plan.Cell cell = byId.get(next);
                if (cell != null && !order.containsKey(next)) {
                    way.addLast(new Step(cell, above(cell)));
                }
            } else {
                way.removeLast();
                order.put(step.cell.id(), step.cell);
            }
        }
    }

    /** A group is walked once, however many wait for it. */
    private Iterator<CellId> above(Plan.Cell cell) {
        if (cell.barriers().isEmpty()) {
            return cell.needs().iterator();
        }
        List<CellId> all = new ArrayList<>(cell.needs());
        cell.barriers().stream().filter(behind::add).forEach(barrier -> all.addAll(barrier.cells()));
        return all.iterator();
    }
}
