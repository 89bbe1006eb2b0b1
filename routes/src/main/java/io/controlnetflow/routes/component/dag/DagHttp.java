package io.controlnetflow.routes.component.dag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.UnknownModel;
import io.controlnetflow.routes.engine.run.FlowRuns;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Requests that start runs of a flow, ask after one, or fetch a file that it answers with. Every answer is JSON but for a file.
 * Thread-safe.
 */
final class DagHttp {
    private static final String SHA256 = "sha256:";

    private final DagEndpoint endpoint;

    DagHttp(DagEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** What a request wants. */
    enum Kind {
        START,
        STATE,
        FILE;

        static Kind of(String word) {
            try {
                return valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("http: " + word + " is none of start, state, file", e);
            }
        }
    }

    void process(Exchange exchange, Kind kind) throws IOException {
        try {
            switch (kind) {
                case START -> start(exchange);
                case STATE -> state(exchange);
                case FILE -> file(exchange);
            }
        } catch (InvalidField | InvalidFlow | UnknownModel e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
        } catch (LedgerUnavailable e) {
            exchange.getMessage().setHeader("Retry-After", "5");
            refuse(
                    exchange,
                    503,
                    "the ledger cannot be reached; send the request again, with the same Idempotency-Key");
        }
    }

    /** A page in a browser could send requests to this machine, and each costs money: browsers name the page, programs do not. */
    private void start(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        if (message.getHeader("Origin") != null) {
            refuse(exchange, 403, "Origin: a page in a browser cannot start runs; let a program on its server do it");
            return;
        }
        String key = message.getHeader("Idempotency-Key", String.class);
        exchange.setProperty(DagStart.FIRING, key == null ? UUID.randomUUID().toString() : key);
        String url = url(exchange);
        DagStart starts = new DagStart(endpoint);
        HttpInputs.read(exchange, starts.flow().spec());
        Runs.Run run = starts.start(exchange);
        String id = run.plan().id();
        exchange.getMessage().setHeader("Location", url + "/" + id);
        answer(
                exchange,
                202,
                JsonNodeFactory.instance.objectNode().put("run", id).put("state_url", url + "/" + id));
    }

    private void state(Exchange exchange) throws IOException {
        Optional<FlowRuns.Standing> found = run(exchange);
        if (found.isEmpty()) {
            unknown(exchange);
            return;
        }
        FlowRuns.Standing run = found.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", run.view().run().plan().id()).put("flow", endpoint.flow());
        json.put("state", run.view().run().state().name().toLowerCase(Locale.ROOT));
        ObjectNode cells = json.putObject("cells");
        for (CellState state : CellState.values()) {
            Optional.ofNullable(run.view().cells().get(state))
                    .ifPresent(n -> cells.put(state.name().toLowerCase(Locale.ROOT), n));
        }
        json.put("cost", run.view().cost());
        if (run.problem() != null) {
            json.put("problem", run.problem());
        }
        json.set("outputs", withUrls(run.outputs(), url(exchange)));
        answer(exchange, 200, json);
    }

    /** A file is given to whoever knows the run that answers with it. */
    private void file(Exchange exchange) throws IOException {
        String sha256 =
                exchange.getMessage().getHeader("file", "", String.class).replaceFirst("[.].*", "");
        Optional<FlowRuns.Standing> run = run(exchange);
        boolean its =
                run.isPresent() && run.get().outputs().findValuesAsText("ref").contains(SHA256 + sha256);
        ArtifactStore store = Engine.of(endpoint.getCamelContext()).store();
        Optional<Artifact> found = its ? store.find(sha256) : Optional.empty();
        if (found.isEmpty()) {
            unknown(exchange);
            return;
        }
        bare(exchange, 200, found.get().mediaType());
        exchange.getMessage().setBody(found.get().file().toFile());
    }

    private Optional<FlowRuns.Standing> run(Exchange exchange) {
        String id = exchange.getMessage().getHeader("run", "", String.class);
        return FlowRuns.of(endpoint.getCamelContext())
                .standing(id)
                .filter(run -> run.view().run().plan().flow().equals(endpoint.flow()));
    }

    private void unknown(Exchange exchange) {
        refuse(exchange, 404, "there is nothing of dag:" + endpoint.flow() + " here; see the state_url of a request");
    }

    private static JsonNode withUrls(JsonNode value, String url) {
        String ref = value.path("ref").asText();
        if (value instanceof ObjectNode map) {
            for (Map.Entry<String, JsonNode> one : List.copyOf(map.properties())) {
                map.set(one.getKey(), withUrls(one.getValue(), url));
            }
            return ref.startsWith(SHA256) ? map.put("url", url + "/" + ref.substring(SHA256.length())) : map;
        }
        value.elements().forEachRemaining(one -> withUrls(one, url));
        return value;
    }

    private static String url(Exchange exchange) {
        return exchange.getMessage()
                .getHeader(Exchange.HTTP_URL, "", String.class)
                .replaceFirst("/+$", "");
    }

    private static void refuse(Exchange exchange, int status, String error) {
        answer(exchange, status, JsonNodeFactory.instance.objectNode().put("error", error));
    }

    private static void answer(Exchange exchange, int status, ObjectNode json) {
        bare(exchange, status, "application/json");
        exchange.getMessage().setBody(json.toString());
    }

    /** Nothing that came with the request goes back with the answer. */
    private static void bare(Exchange exchange, int status, String type) {
        exchange.getMessage().removeHeaders("*", "Location", "Retry-After");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
    }
}
