package io.controlnetflow.routes.engine.flow;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Join;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.Rules;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.Runs.NewCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as rows of the ledger: a row a cell, a row a barrier, and for each node that is planned later a row that plans it. Pure.
 */
public final class CellRows {
    /** Begins the node name of a row that plans a node once what it waits for is known. */
    private static final String LATER = "later:";

    private final String run;
    private final Flow flow;
    private final Plan plan;
    private final Map<String, List<String>> below = new HashMap<>();
    private final Map<String, Plan.Barrier> barriers = new LinkedHashMap<>();

    private CellRows(String run, Flow flow, Plan plan) {
        this.run = run;
        this.flow = flow;
        this.plan = plan;
    }

    /** The rows in the plan's order, barriers and what is planned later behind them. */
    public static List<NewCell> of(String run, Flow flow, Plan plan) {
        return new CellRows(run, flow, plan).rows();
    }

    /** The node that a row plans; empty for every other row. */
    public static Optional<String> plans(String node) {
        return node.startsWith(LATER) ? Optional.of(node.substring(LATER.length())) : Optional.empty();
    }

    /** How many of the rows are cells, and neither barriers nor plans. */
    public static int count(List<NewCell> rows) {
        return (int) rows.stream()
                .filter(row -> row.gate().equals(Gate.CELL) && !row.node().startsWith(LATER))
                .count();
    }

    private List<NewCell> rows() {
        for (Plan.Cell cell : plan.cells()) {
            String id = id(cell.id());
            cell.needs().forEach(need -> edge(id(need), id));
            for (Plan.Barrier barrier : cell.barriers()) {
                edge(barrier(barrier), id);
            }
        }
        List<NewCell> later = later();
        List<NewCell> rows = new ArrayList<>();
        for (Plan.Cell cell : plan.cells()) {
            rows.add(cell(cell, rows.size()));
        }
        barriers.forEach((id, barrier) -> rows.add(new NewCell(
                id, barrier.node() + "[*]", "{}", rows.size(), belowOf(id), gate(barrier.join()), false, true)));
        later.forEach(row -> rows.add(
                new NewCell(row.id(), row.node(), "{}", rows.size(), belowOf(row.id()), Gate.CELL, false, true)));
        return rows;
    }

    private NewCell cell(Plan.Cell cell, int order) {
        String id = id(cell.id());
        Node node = flow.node(cell.id().node()).orElseThrow();
        Rules rules = flow.rules(node);
        return new NewCell(
                id,
                node.id(),
                CellDetail.of(cell).json(),
                order,
                belowOf(id),
                Gate.CELL,
                rules.mayFail(),
                rules.mayRunAgain() || Steps.areOurs(node.body()));
    }

    /** A barrier's row, with an edge from each of its members. */
    private String barrier(Plan.Barrier barrier) {
        String id = run + "/" + barrier.node() + "[*]" + suffix(barrier.join());
        if (barriers.putIfAbsent(id, barrier) == null) {
            barrier.cells().forEach(member -> edge(id(member), id));
        }
        return id;
    }

    /** Nodes that wait for nothing that is itself to come: each has a row behind the cells that it is made of. */
    private List<NewCell> later() {
        Set<String> missing = new LinkedHashSet<>();
        plan.later().forEach(later -> missing.add(later.node()));
        Map<String, List<String>> cells = new HashMap<>();
        plan.cells().forEach(cell -> cells.computeIfAbsent(cell.id().node(), node -> new ArrayList<>())
                .add(id(cell.id())));
        List<NewCell> rows = new ArrayList<>();
        for (Plan.Later later : plan.later()) {
            Node node = flow.node(later.node()).orElseThrow();
            Set<String> above = node.mentioned();
            if (above.stream().noneMatch(missing::contains)) {
                String id = run + "/" + LATER + node.id();
                node.spreadOver()
                        .forEach(list -> cells.getOrDefault(list, List.of()).forEach(cell -> edge(cell, id)));
                rows.add(new NewCell(id, LATER + node.id(), "{}", 0, List.of()));
            }
        }
        return rows;
    }

    private void edge(String above, String id) {
        below.computeIfAbsent(above, cell -> new ArrayList<>()).add(id);
    }

    private List<String> belowOf(String id) {
        return below.getOrDefault(id, List.of());
    }

    private String id(CellId cell) {
        return run + "/" + cell;
    }

    private static Gate gate(Join join) {
        if (join instanceof Join.Count count) {
            return Gate.count(count.n());
        }
        if (join instanceof Join.Settled) {
            return Gate.SETTLED;
        }
        return join instanceof Join.Any ? Gate.count(1) : Gate.ALL;
    }

    private static String suffix(Join join) {
        if (join instanceof Join.Count count) {
            return ":" + count.n();
        }
        return join instanceof Join.All
                ? ""
                : ":" + join.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
