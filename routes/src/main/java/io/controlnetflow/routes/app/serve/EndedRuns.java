package io.controlnetflow.routes.app.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.outbox.Alike;
import io.controlnetflow.routes.engine.run.Approvals;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Question;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;

/** The runs of flows that ended here: a line for each that no folder and no person at a terminal started, and all of them as JSON. Thread-safe. */
final class EndedRuns {
    private static final int MOST = 1000;
    private static final String SHA256 = "sha256:";

    private final FlowRuns runs;
    private final Approvals approvals;
    private final ArtifactStore store;
    private final Set<String> ids = new LinkedHashSet<>();
    private final Map<String, List<List<String>>> alike = new HashMap<>();

    private EndedRuns(CamelContext camel) {
        this.runs = FlowRuns.of(camel);
        this.approvals = Approvals.of(camel);
        this.store = Engine.of(camel).store();
    }

    /** Notes those of a context that has flows. */
    static EndedRuns of(CamelContext camel) {
        EndedRuns ended = new EndedRuns(camel);
        RunWorks.of(Engine.of(camel)).onSettled(run -> ended.note(run.plan().id()));
        ended.runs.onSettled(ended::keepAlike);
        return ended;
    }

    /** Tells a line for each from now on, once its results are where they belong, and for what a person is asked before. */
    void tell(Consumer<String> line, Style style) {
        runs.onSettled(run -> line.accept(line(run, style)));
        approvals.onAsked(question -> line.accept(line(question, style)));
    }

    private static String line(Question question, Style style) {
        return style.caution("!") + " " + question.label() + " (" + question.flow() + "): " + question.name()
                + " waits for a person: " + (question.url() == null ? "see 'flow status'" : question.url());
    }

    private synchronized void note(String run) {
        ids.remove(run);
        ids.add(run);
        if (ids.size() > MOST) {
            String oldest = ids.iterator().next();
            ids.remove(oldest);
            alike.remove(oldest);
        }
    }

    private synchronized void keepAlike(FlowRuns.Settled end) {
        List<List<String>> found = Alike.of(List.of(end.outcome()));
        if (!found.isEmpty() && ids.contains(end.run().plan().id())) {
            alike.put(end.run().plan().id(), found);
        }
    }

    private synchronized List<List<String>> alike(String run) {
        return alike.getOrDefault(run, List.of());
    }

    private String line(FlowRuns.Settled end, Style style) {
        Runs.NewRun plan = end.run().plan();
        String who = plan.label() + " (" + plan.flow() + "): ";
        return switch (end.run().state()) {
            case HELD ->
                style.caution("!") + " " + who + "waits for a person: " + end.problem() + "; see 'flow status'";
            case FAILED -> style.bad(style.pick("✗", "x")) + " " + who + end.problem();
            default -> style.good(style.pick("✓ ", "")) + who + made(end);
        };
    }

    private String made(FlowRuns.Settled end) {
        String outputs = StreamSupport.stream(
                        ((Iterable<String>) () -> end.outputs().fieldNames()).spliterator(), false)
                .collect(Collectors.joining(", "));
        String cost = runs.standing(end.run().plan().id())
                .map(run -> ", cost " + Style.usd(run.view().cost()))
                .orElse("");
        int alike =
                Alike.of(List.of(end.outcome())).stream().mapToInt(List::size).sum();
        return Style.count(end.outcome().pictures(), "picture")
                + (alike == 0 ? "" : ", " + alike + " look alike")
                + cost
                + (outputs.isEmpty() ? "" : ", outputs " + outputs);
    }

    /** The latest ones, in the order in which they ended. */
    ArrayNode json() {
        List<String> now;
        synchronized (this) {
            now = new ArrayList<>(ids);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        now.forEach(id -> runs.standing(id).ifPresent(run -> all.add(json(run))));
        return all;
    }

    private ObjectNode json(FlowRuns.Standing run) {
        Runs.NewRun plan = run.view().run().plan();
        ObjectNode json = Json.object()
                .put("run", plan.id())
                .put("flow", plan.flow())
                .put("label", plan.label())
                .put("state", run.view().run().state().name().toLowerCase(Locale.ROOT))
                .put("cost", Json.usd(run.view().cost()));
        if (run.problem() != null) {
            json.put("problem", run.problem());
        }
        json.set("outputs", withFiles(run.outputs()));
        ArrayNode groups = json.putArray("near_duplicates");
        alike(plan.id()).forEach(group -> group.forEach(groups.addArray()::add));
        return json;
    }

    /** Where the bytes of a value are, beside their hash. */
    private JsonNode withFiles(JsonNode value) {
        value.forEach(this::withFiles);
        String ref = value.path("ref").asText();
        if (value instanceof ObjectNode map && ref.startsWith(SHA256)) {
            file(ref.substring(SHA256.length()))
                    .ifPresent(found -> map.put("file", found.file().toString()));
        }
        return value;
    }

    private Optional<Artifact> file(String sha256) {
        try {
            return store.find(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
