package io.controlnetflow.routes.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Input;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.dag.text.InputText;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.run.CellValues;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import io.controlnetflow.routes.stage.CellScope;
import io.controlnetflow.routes.stage.ForRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Starts a run for each message, or attaches to the run with the same inputs. */
final class DagProducer extends DefaultAsyncProducer {
    /** An exchange property that tells runs with the same inputs apart: a timetable's time, a request's id. */
    static final String FIRING = "CamelDagFiring";

    private final DagEndpoint endpoint;

    DagProducer(DagEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            CamelContext camel = endpoint.getCamelContext();
            FlowRuns runs = FlowRuns.of(camel);
            ArtifactStore store = Engine.of(camel).store();
            Flow flow = Flows.of(camel).get(endpoint.flow());
            ObjectNode inputs = inputs(flow.spec(), exchange, store);
            String firing = exchange.getProperty(FIRING, String.class);
            Optional<CellScope> cell = CellScope.of(exchange);
            Runs.Run run = runs.start(flow, inputs, firing, label(flow, exchange, cell, firing));
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

    /** Those of the message, and the endpoint's own. */
    private ObjectNode inputs(FlowSpec spec, Exchange exchange, ArtifactStore store) throws IOException {
        Map<String, Object> fixed = new LinkedHashMap<>();
        Map<String, Object> said = endpoint.getWith();
        if (said != null) {
            said.forEach((name, value) -> fixed.put(name, fixed(spec, name, value.toString())));
        }
        ObjectNode inputs = FlowInputs.of(spec, exchange, store, fixed.keySet());
        return inputs.setAll(FlowInputs.of(spec, endpoint.getCamelContext(), store, fixed));
    }

    /** Whoever writes a route may name a file; whoever sends a message may not. */
    private Object fixed(FlowSpec spec, String name, String text) {
        Input input = spec.inputs().get(name);
        InputType type = input == null ? InputType.STRING : input.type();
        JsonNode value = InputText.ofOption(type, text);
        return type == InputType.IMAGE && value.isTextual() && !text.matches("https?://.*")
                ? FlowRuns.home(endpoint.getCamelContext()).resolve(value.textValue())
                : value;
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

    private static String label(Flow flow, Exchange exchange, Optional<CellScope> cell, @Nullable String firing) {
        if (cell.isPresent()) {
            return Runs.label(cell.get().label(), flow.name());
        }
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        return file != null ? file : firing != null ? flow.name() + "-" + firing : flow.name();
    }
}
