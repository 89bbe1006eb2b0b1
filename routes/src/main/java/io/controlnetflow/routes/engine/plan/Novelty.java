package io.controlnetflow.routes.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.reason.Change;
import io.controlnetflow.core.reason.Changes;
import io.controlnetflow.core.reason.LedgerLineage;
import io.controlnetflow.core.reason.Lineage;
import io.controlnetflow.core.reason.Making;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.engine.flow.CellView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a planned cell is not there yet: what is changed since the nearest earlier cell of its node. Not thread-safe. */
final class Novelty {
    private static final String NEW = "new";
    private static final int EARLIER = 100;
    private static final int NAMED = 2;

    private final String provider;
    private final Ledger ledger;
    private final Map<String, Making> planned = new HashMap<>();

    Novelty(Engine engine) {
        this.provider = engine.provider().identity();
        this.ledger = engine.ledger();
    }

    /** What a free cell is made of. */
    void note(CellView view, Optional<CellKey> key) {
        Cell row = view.row();
        key.flatMap(made -> Optional.ofNullable(made.parts()))
                .flatMap(Inputs::parse)
                .ifPresent(parts -> planned.put(row.id(), Making.free(row.runId(), row.id(), row.node(), parts, "")));
    }

    /** What a paid cell is made of. */
    void note(CellView view, JobRequest request) {
        Cell row = view.row();
        planned.put(
                row.id(),
                Making.request(row.runId(), row.id(), row.node(), provider, request.model(), request.inputs(), ""));
    }

    /** Of a cell that was noted. */
    String why(Scene scene, CellView view) {
        Making making = planned.get(view.row().id());
        if (making == null) {
            return NEW;
        }
        List<Making> earlier = ledger.history().earlier(view.run(), making.node(), EARLIER).stream()
                .map(Making::of)
                .filter(Objects::nonNull)
                .toList();
        return new Changes(new Planned(scene, view.run()))
                .nearest(making, earlier)
                .map(near -> words(near.changes()))
                .orElse(NEW);
    }

    private static String words(List<Change> changes) {
        if (changes.isEmpty()) {
            return "made for each run";
        }
        String some = changes.stream().limit(NAMED).map(Change::brief).collect(Collectors.joining(", "));
        return changes.size() > NAMED ? some + " and " + (changes.size() - NAMED) + " more" : some;
    }

    /** Of this plan what the scene knows, of earlier runs what the ledger keeps. */
    private final class Planned implements Lineage {
        private final Scene scene;
        private final Run run;
        private final Lineage kept = new LedgerLineage(ledger);

        Planned(Scene scene, Run run) {
            this.scene = scene;
            this.run = run;
        }

        @Override
        public List<Making> above(Making cell) {
            if (!cell.run().equals(run.plan().id())) {
                return kept.above(cell);
            }
            List<Making> all = new ArrayList<>();
            for (Cell above : scene.above(cell.cell())) {
                (above.gate().isBarrier() ? scene.above(above.id()) : List.of(above))
                        .forEach(one -> making(one).ifPresent(all::add));
            }
            return all;
        }

        private Optional<Making> making(Cell row) {
            Making known = planned.get(row.id());
            String output = scene.row(row.id()).output();
            if (known != null && output != null) {
                return Optional.of(
                        new Making(known.run(), known.cell(), known.node(), known.parts(), known.known(), output));
            }
            return ledger.history().made(row.id()).map(Making::of);
        }

        @Override
        public JsonNode inputs(Making cell) {
            return cell.run().equals(run.plan().id())
                    ? Inputs.parse(run.plan().inputs()).<JsonNode>map(i -> i).orElseThrow()
                    : kept.inputs(cell);
        }
    }
}
