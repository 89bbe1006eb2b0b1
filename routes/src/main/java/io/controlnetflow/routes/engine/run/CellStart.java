package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.engine.flow.CellReadings;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.engine.flow.NodeModels;
import io.controlnetflow.routes.stage.cell.CellEnd;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whether a cell needs its body: it may be skipped, be a person's, or have a value that was made before. Thread-safe. */
public final class CellStart {
    private final CamelSimple simple;
    private final Ledger ledger;
    private final ArtifactStore store;
    private final Clock clock;
    private final NodeModels models;
    private final UnaryOperator<String> origins;

    public CellStart(Engine engine) {
        this(engine, engine.ledger().history()::origin);
    }

    /** @param origins whose place a run took, first of all */
    public CellStart(Engine engine, UnaryOperator<String> origins) {
        this.origins = origins;
        this.ledger = engine.ledger();
        this.store = engine.store();
        this.simple = new CamelSimple(engine.camel(), store);
        this.clock = engine.clock();
        this.models = MapModels.of(engine.camel());
    }

    /**
     * The cell as it is run: what its parameters take from outside is kept before anything is made of it, and is what was kept at an
     * earlier start.
     */
    public CellView begin(Runs.Run run, Flow flow, Runs.Cell cell) {
        while (true) {
            String before = kept(flow, cell).orElse(null);
            CellReadings readings = CellReadings.of(run, cell, before, simple);
            CellView view = CellView.of(run, flow, cell, ledger.runs()::above, readings);
            if (readings.fresh().isEmpty() || ledger.readings().keep(cell.id(), before, readings.json())) {
                return view;
            }
            if (Objects.equals(before, kept(flow, cell).orElse(null))) {
                throw new IllegalStateException(cell.id() + " is another node's now");
            }
        }
    }

    /** The cell as it would be run now; nothing is kept. */
    public CellView look(Runs.Run run, Flow flow, Runs.Cell cell, CellView.Above rows) {
        String before = kept(flow, cell).orElse(null);
        return CellView.of(run, flow, cell, rows, CellReadings.of(run, cell, before, simple));
    }

    private Optional<String> kept(Flow flow, Runs.Cell cell) {
        return flow.node(cell.node())
                .filter(node -> CellReadings.areOf(flow, node))
                .flatMap(node -> ledger.readings().of(cell.id()));
    }

    /** What the cell's value depends on; empty when nobody can say, see {@link CellView#key}. */
    public Optional<CellKey> key(CellView view) {
        return view.key(() -> origins.apply(view.row().runId()), models);
    }

    /** Joins the key of what the cell pays for, when no other run's is good enough; else null. */
    @Nullable
    public String salt(CellView view) {
        boolean reused = view.flow().rules(view.node()).reused();
        return reused ? null : origins.apply(view.row().runId());
    }

    /** How the cell ends without its body; empty when the body is needed. */
    public Optional<CellEnd> withoutBody(CellView view, Optional<CellKey> key) throws IOException {
        String when = view.flow().rules(view.node()).when();
        if (when != null && !simple.holds(when, view)) {
            return Optional.of(new CellEnd.Skipped("when: " + when + " is false"));
        }
        if (view.node().body() instanceof Body.Approve approve) {
            Duration timeout = approve.timeout();
            return Optional.of(new CellEnd.ForPerson(
                    view.shown().orElseGet(JsonNodeFactory.instance::objectNode),
                    timeout == null ? null : clock.instant().plus(timeout),
                    approve.otherwise() == Body.Otherwise.APPROVE));
        }
        return key.flatMap(made -> ledger.runs()
                .known(made.hash())
                .map(Json::read)
                .filter(this::stillThere)
                .map(value -> new CellEnd.Known(value, made)));
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
}
