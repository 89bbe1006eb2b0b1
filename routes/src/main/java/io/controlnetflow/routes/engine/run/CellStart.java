package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs.CellKey;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.Json;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.engine.flow.NodeModels;
import io.controlnetflow.routes.stage.CellEnd;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Whether a cell needs its body: it may be skipped, be a person's, or have a value that was made before. Thread-safe. */
public final class CellStart {
    private final CamelContext camel;
    private final Ledger ledger;
    private final ArtifactStore store;
    private final Clock clock;
    private final NodeModels models;

    public CellStart(Engine engine) {
        this.camel = engine.camel();
        this.ledger = engine.ledger();
        this.store = engine.store();
        this.clock = engine.clock();
        this.models = MapModels.of(camel);
    }

    /** What the cell's value depends on; empty when nobody can say, see {@link CellView#key}. */
    public Optional<CellKey> key(CellView view) {
        return view.key(() -> ledger.history().origin(view.row().runId()), models);
    }

    /** Joins the key of what the cell pays for, when no other run's is good enough; else null. */
    @Nullable
    public String salt(CellView view) {
        boolean reused = view.flow().rules(view.node()).reused();
        return reused ? null : ledger.history().origin(view.row().runId());
    }

    /** How the cell ends without its body; empty when the body is needed. */
    public Optional<CellEnd> withoutBody(CellView view, Optional<CellKey> key) throws IOException {
        String when = view.flow().rules(view.node()).when();
        if (when != null && !holds(when, view)) {
            return Optional.of(new CellEnd.Skipped("when: " + when + " is false"));
        }
        if (view.node().body() instanceof Body.Approve approve) {
            Duration timeout = approve.timeout();
            return Optional.of(new CellEnd.ForPerson(
                    shown(approve.show(), view),
                    timeout == null ? null : clock.instant().plus(timeout),
                    approve.otherwise() == Body.Otherwise.APPROVE));
        }
        return key.flatMap(made -> ledger.runs()
                .known(made.hash())
                .map(Json::read)
                .filter(this::stillThere)
                .map(value -> new CellEnd.Known(value, made)));
    }

    private static JsonNode shown(@Nullable String show, CellView view) {
        if (show == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        return view.meant(show).values().stream().findFirst().orElse(JsonNodeFactory.instance.textNode(show));
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

    /** Camel's Simple with our short references in it, each as a variable. */
    private boolean holds(String when, CellView view) throws IOException {
        Exchange exchange = new DefaultExchange(camel);
        CellValues.variables(view.known(), store).forEach(exchange::setVariable);
        String text = when;
        int number = 0;
        for (Map.Entry<Reference, JsonNode> one : view.meant(when).entrySet()) {
            String name = "ref" + ++number;
            exchange.setVariable(name, CellValues.plain(one.getValue(), store));
            text = text.replace(one.getKey().toString(), "${variable." + name + "}");
        }
        Predicate predicate = camel.resolveLanguage("simple").createPredicate(text);
        predicate.init(camel);
        return predicate.matches(exchange);
    }
}
