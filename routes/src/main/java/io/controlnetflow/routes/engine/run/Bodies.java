package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;

/** Runs the bodies of nodes. Thread-safe. */
public final class Bodies {
    private static final String BODY = "body";
    private static final String HEADERS = "headers";

    private final ArtifactStore store;
    private final Flows flows;
    private final LooseBodies loose;

    public Bodies(Engine engine) {
        CamelContext camel = engine.camel();
        this.store = engine.store();
        this.flows = Flows.of(camel);
        this.loose = new LooseBodies(camel);
    }

    /**
     * Runs the body of the cell's node.
     *
     * @param scope travels with the exchange
     * @return the exchange with its result, or with what went wrong
     */
    public CompletableFuture<Exchange> run(CellView view, CellScope scope) throws IOException {
        Node node = view.node();
        Flows.Begun begun = flows.begin(view.flow().name(), node).orElseGet(() -> loose.begin(view.flow(), node));
        Exchange exchange = begun.exchange();
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(CellScope.PROPERTY, scope);
        view.names().forEach(exchange::setVariable);
        CellValues.variables(view.known(), store).forEach(exchange::setVariable); // what a person names so wins
        fill(exchange, view.with());
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        begun.body().run(exchange, done -> end.complete(exchange));
        return end;
    }

    private void fill(Exchange exchange, ObjectNode with) throws IOException {
        if (with.has(BODY)) {
            exchange.getMessage().setBody(sendable(CellValues.plain(with.get(BODY), store)));
            for (Map.Entry<String, JsonNode> header : with.path(HEADERS).properties()) {
                exchange.getMessage().setHeader(header.getKey(), CellValues.plain(header.getValue(), store));
            }
        } else {
            exchange.getMessage().setBody(with);
        }
    }

    /** Components that write bodies take text, but no numbers. */
    private static @Nullable Object sendable(@Nullable Object body) {
        return body instanceof Number || body instanceof Boolean ? body.toString() : body;
    }
}
