package io.controlnetflow.core.dag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cells of a run, depth first: what a cell needs stands before it, and the way to the first result is not held up by
 * cells that it does not need.
 *
 * @param cells in depth-first order
 */
public record Plan(List<Cell> cells) {
    /**
     * @param id which node, at which point
     * @param needs cells that come first
     */
    public record Cell(CellId id, Set<CellId> needs) {
        public Cell {
            needs = Collections.unmodifiableSet(new LinkedHashSet<>(needs));
        }
    }

    public Plan {
        cells = List.copyOf(cells);
    }

    /** Plans a flow. Every node is one cell; a barrier over one cell is that cell. */
    public static Plan of(Flow flow) {
        Map<CellId, Set<CellId>> needs = new LinkedHashMap<>();
        for (Node node : flow.nodes()) {
            Set<CellId> above = new LinkedHashSet<>();
            node.mentioned().stream()
                    .filter(name -> flow.node(name).isPresent())
                    .forEach(name -> above.add(CellId.of(name)));
            needs.put(CellId.of(node.id()), above);
        }
        return new Plan(depthFirst(needs));
    }

    /** Results that nothing needs, in the order given, each preceded by what it needs and is not there yet. */
    private static List<Cell> depthFirst(Map<CellId, Set<CellId>> needs) {
        Set<CellId> needed = new LinkedHashSet<>();
        needs.values().forEach(needed::addAll);
        Map<CellId, Cell> order = new LinkedHashMap<>();
        needs.keySet().stream().filter(c -> !needed.contains(c)).forEach(c -> emit(c, needs, order));
        return new ArrayList<>(order.values());
    }

    private static void emit(CellId cell, Map<CellId, Set<CellId>> needs, Map<CellId, Cell> order) {
        if (!order.containsKey(cell)) {
            Set<CellId> above = needs.getOrDefault(cell, Set.of());
            above.forEach(a -> emit(a, needs, order));
            order.put(cell, new Cell(cell, above));
        }
    }

    /** Which cells need the given one, in order. */
    public List<CellId> below(CellId cell) {
        return cells.stream()
                .filter(c -> c.needs().contains(cell))
                .map(Cell::id)
                .toList();
    }
}
