package io.controlnetflow.routes.component.dag;

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
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Starts a run of a message, or attaches to the one with the same inputs and firing; its rows are committed then. */
record DagStart(DagEndpoint endpoint) {
    /** An exchange property that tells runs with the same inputs apart: a timetable's time, a request's id. */
    static final String FIRING = "CamelDagFiring";

    private static final int LONGEST = 200;

    Flow flow() {
        return Flows.of(endpoint.getCamelContext()).get(endpoint.flow());
    }

    Runs.Run start(Exchange exchange) throws IOException {
        return FlowRuns.of(endpoint.getCamelContext())
                .start(flow(), inputs(exchange), firing(exchange), label(exchange), caller(exchange));
    }

    /** What {@link #start} would open; nothing is opened. */
    Runs.Opening plan(Exchange exchange) throws IOException {
        return FlowRuns.of(endpoint.getCamelContext())
                .plan(flow(), inputs(exchange), firing(exchange), label(exchange), caller(exchange))
                .opening();
    }

    private static @Nullable String firing(Exchange exchange) {
        return exchange.getProperty(FIRING, String.class);
    }

    private static @Nullable String caller(Exchange exchange) {
        return CellScope.of(exchange).map(CellScope::runId).orElse(null);
    }

    private ObjectNode inputs(Exchange exchange) throws IOException {
        return inputs(
                flow().spec(), exchange, Engine.of(endpoint.getCamelContext()).store());
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

    private String label(Exchange exchange) {
        String flow = endpoint.flow();
        String firing = firing(exchange);
        Optional<CellScope> cell = CellScope.of(exchange);
        if (cell.isPresent()) {
            return Runs.label(cell.get().label(), flow);
        }
        String file = inside(exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class));
        return !file.isEmpty() ? file : firing != null ? flow + "-" + inside(firing) : flow;
    }

    /** Results are put under the label, and whoever sends a message may call its file anything: the name stays inside. */
    static String inside(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.replace('\\', '/').split("/")) {
            String plain = part.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_").strip();
            if (!plain.isEmpty() && !plain.matches("[.]+")) {
                parts.add(plain.startsWith(".") ? "_" + plain : plain);
            }
        }
        String all = String.join("/", parts);
        return all.length() <= LONGEST ? all : all.substring(all.length() - LONGEST);
    }
}
