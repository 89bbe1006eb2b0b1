package io.controlnetflow.routes.component.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.run.CellValues;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.stage.ForRun;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Starts a run for each message, or attaches to the run with the same inputs. */
final class DagProducer extends DefaultAsyncProducer {
    private final DagEndpoint endpoint;

    DagProducer(DagEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String http = endpoint.getHttp();
            if (http != null) {
                new DagHttp(endpoint).process(exchange, DagHttp.Kind.of(http));
                callback.done(true);
                return true;
            }
            FlowRuns runs = FlowRuns.of(endpoint.getCamelContext());
            ArtifactStore store = Engine.of(endpoint.getCamelContext()).store();
            Optional<CellScope> cell = CellScope.of(exchange);
            if (cell.isPresent() && cell.get().rehearsed()) {
                exchange.getMessage().setBody(new DagStart(endpoint).plan(exchange));
                callback.done(true);
                return true;
            }
            Runs.Run run = new DagStart(endpoint).start(exchange);
            String id = run.plan().id();
            if (cell.isPresent()) {
                exchange.getMessage().setBody(new ForRun(id));
            } else if (exchange.getPattern() == ExchangePattern.InOnly) {
                exchange.getMessage().setBody(id);
            } else {
                CompletableFuture<?> answered = runs.whenSettled(id)
                        .whenComplete((end, trouble) -> answer(exchange, callback, store, end, trouble));
                return answered.isCancelled();
            }
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private static void answer(
            Exchange exchange,
            AsyncCallback callback,
            ArtifactStore store,
            FlowRuns.@Nullable Settled end,
            @Nullable Throwable trouble) {
        try {
            if (end == null) {
                exchange.setException(trouble);
            } else if (end.problem() != null) {
                exchange.setException(new RunFailed(end.run(), end.problem()));
            } else {
                exchange.getMessage().setBody(outputs(end.outputs(), store));
            }
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }

    /** Outputs by name: pictures as files, everything else as it is. */
    private static Map<String, Object> outputs(ObjectNode outputs, ArtifactStore store) throws IOException {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : outputs.properties()) {
            Object value = CellValues.plain(one.getValue(), store);
            if (value != null) {
                plain.put(one.getKey(), value);
            }
        }
        return plain;
    }
}
