package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.draw.CellMark;
import io.controlnetflow.core.dag.draw.Subject;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.engine.flow.CellDetail;
import io.controlnetflow.routes.engine.flow.CellRows;
import io.controlnetflow.routes.engine.flow.Snapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of the ledger as it is drawn. */
final class RunSubject {
    private static final int BRIEF = 8;

    private RunSubject() {}

    /** @param digits the first ones of the run's id */
    static Subject byPrefix(History history, Runs runs, String digits) {
        List<Runs.Run> found = history.runsByPrefix(digits);
        if (found.size() != 1) {
            throw new Refusal("--run: " + digits + " is the start of "
                    + (found.isEmpty() ? "no run's id" : found.size() + " ids; give more digits"));
        }
        return of(found.get(0), runs);
    }

    /** @param flow its name */
    static Subject last(History history, Runs runs, String flow) {
        return history.latest(flow, 1).stream()
                .findFirst()
                .map(run -> of(run, runs))
                .orElseThrow(() -> new Refusal("--last: " + flow + " was not run yet; leave it out to draw the file"));
    }

    private static Subject of(Runs.Run run, Runs runs) {
        Flow flow = new Snapshots().of(run);
        Map<String, List<CellId>> cells = new LinkedHashMap<>();
        Map<CellId, CellMark> marks = new HashMap<>();
        boolean planned = true;
        for (Runs.Cell row : runs.cells(run.plan().id())) {
            if (CellRows.plans(row.node()).isPresent()) {
                planned &= row.state().settled();
            } else if (row.gate().equals(Gate.CELL)) {
                CellId id = CellDetail.of(row).id(row.node());
                cells.computeIfAbsent(row.node(), node -> new ArrayList<>()).add(id);
                marks.put(id, mark(row.state()));
            }
        }
        if (planned) {
            flow.nodes().forEach(node -> cells.putIfAbsent(node.id(), List.of()));
        }
        String id = run.plan().id();
        return new Subject(
                flow,
                cells,
                marks,
                "run " + id.substring(0, Math.min(BRIEF, id.length())) + " of "
                        + run.plan().label());
    }

    private static CellMark mark(CellState state) {
        return switch (state) {
            case PENDING, READY -> CellMark.TO_COME;
            case RUNNING -> CellMark.RUNNING;
            case WAITING -> CellMark.WAITING;
            case APPROVAL, HELD -> CellMark.HELD;
            case DONE -> CellMark.DONE;
            case SKIPPED -> CellMark.SKIPPED;
            case FAILED -> CellMark.FAILED;
        };
    }
}
