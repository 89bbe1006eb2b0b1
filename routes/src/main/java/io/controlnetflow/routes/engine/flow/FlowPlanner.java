package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.InputCheck;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.plan.CellId;
import io.controlnetflow.core.dag.plan.Given;
import io.controlnetflow.core.dag.plan.Plan;
import io.controlnetflow.core.dag.plan.RunId;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plans runs of flows. What was read from outside for a plan, and what was drawn, is kept with the run, so that it can be planned
 * further. Thread-safe.
 */
public final class FlowPlanner {
    /** Names in a run's stored inputs that no input can have. */
    private static final String ITEMS = "$items";

    private static final String FIRING = "$firing";
    private static final String MODELS = "$models";
    private static final String SEEDS = "$seeds";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final ArtifactStore store;
    private final RandomGenerator random;
    private final NodeModels models;
    private final ModelCheck check;

    /**
     * @param provider its identity: the runs of one are not the runs of another
     * @param models what makes control maps: with another file the same inputs are another run
     * @param check refuses what a model of the platform does not take
     */
    public FlowPlanner(
            String provider, ArtifactStore store, RandomGenerator random, NodeModels models, ModelCheck check) {
        this.provider = provider;
        this.store = store;
        this.random = random;
        this.models = models;
        this.check = check;
    }

    /**
     * A run that is asked for.
     *
     * @param inputs without defaults; pictures stored, or URLs
     * @param firing tells runs with the same inputs apart: what a timetable or a request started; null: the same run
     * @param batch of a run with this id: runs of a batch are shown and priced together
     * @param label what a person calls it
     * @param caller the run whose cell calls it; null for none
     */
    public record Asked(
            Flow flow,
            ObjectNode inputs,
            @Nullable String firing,
            Function<String, String> batch,
            String label,
            @Nullable String caller) {
        /** A run that is priced and shown with others. */
        public Asked(Flow flow, ObjectNode inputs, String batch, String label) {
            this(flow, inputs, null, run -> batch, label, null);
        }
    }

    /** A run that can be opened, and its plan. */
    public record Made(Runs.Opening opening, Plan plan) {}

    /**
     * Plans a run; writes nothing but what it reads from outside into the store.
     *
     * @param items reads {@code csv:} and {@code files:}
     * @throws InvalidFlow for inputs that the flow or a model does not take, files that cannot be read, and too many cells
     */
    public Made plan(Asked asked, Items items) throws IOException {
        Flow flow = asked.flow();
        List<Problem> problems = InputCheck.problems(flow.spec(), asked.inputs());
        if (!problems.isEmpty()) {
            throw new InvalidFlow(asked.label(), problems);
        }
        Map<String, List<JsonNode>> read = new LinkedHashMap<>();
        for (String what : reads(flow)) {
            read.put(what, items.read(what));
        }
        ObjectNode inputs = asked.inputs().deepCopy();
        if (!read.isEmpty()) {
            ObjectNode kept = inputs.putObject(ITEMS);
            for (Map.Entry<String, List<JsonNode>> one : read.entrySet()) {
                kept.put(
                        one.getKey(),
                        store.put(JSON.writeValueAsBytes(one.getValue())).ref());
            }
        }
        flow.nodes().forEach(node -> note(inputs, node, models.of(node, node.with())));
        if (asked.firing() != null) {
            inputs.put(FIRING, asked.firing());
        }
        String id = RunId.of(provider, flow, inputs);
        Plan plan = Plan.of(flow, new Given(asked.inputs(), read, Map.of(), random));
        problems = check.problems(flow, plan, asked.inputs());
        if (!problems.isEmpty()) {
            throw new InvalidFlow(asked.label(), problems);
        }
        Runs.NewRun run = new Runs.NewRun(
                id,
                flow.name(),
                flow.snapshot().toString(),
                inputs.toString(),
                asked.batch().apply(id),
                asked.label(),
                new Budget(flow.spec().limits().run(), flow.spec().limits().day()),
                asked.caller());
        return new Made(new Runs.Opening(run, CellRows.of(id, flow, plan)), plan);
    }

    /**
     * Plans a run that takes the place of another, with a flow that was changed: the same inputs, firing and batch, and for cells of
     * the same ids the seeds that were drawn and what their parameters took from outside.
     *
     * @param cells of the run whose place it takes
     * @param readings of those cells, by their ids, as they were kept
     */
    public Made again(Runs.Run run, List<Runs.Cell> cells, Map<String, String> readings, Flow flow, Items items)
            throws IOException {
        ObjectNode inputs = (ObjectNode) CellDetail.read(run.plan().inputs());
        String firing = inputs.path(FIRING).textValue();
        ObjectNode seeds = DrawnSeeds.of(run.plan().id(), cells);
        if (inputs.get(SEEDS) instanceof ObjectNode before) {
            before.properties().forEach(seed -> seeds.putIfAbsent(seed.getKey(), seed.getValue()));
        }
        Runs.NewRun was = run.plan();
        Made made = plan(new Asked(flow, own(inputs), firing, id -> was.batch(), was.label(), was.caller()), items);
        Runs.NewRun is = made.opening().run();
        ObjectNode kept = (ObjectNode) CellDetail.read(is.inputs());
        if (!seeds.isEmpty()) {
            kept.set(SEEDS, seeds);
        }
        CellReadings.inherit(kept, inputs, run.plan().id(), readings);
        Runs.NewRun next = new Runs.NewRun(
                is.id(), is.flow(), is.snapshot(), kept.toString(), is.batch(), is.label(), is.budget(), is.caller());
        return new Made(
                new Runs.Opening(next, DrawnSeeds.keep(is.id(), made.opening().cells(), seeds)), made.plan());
    }

    /** What was given, without what is kept beside it. */
    private static ObjectNode own(ObjectNode inputs) {
        return inputs.deepCopy().remove(List.of(ITEMS, FIRING, MODELS, SEEDS, CellReadings.INHERITED));
    }

    /** The whole plan of a run now that more of its cells are done. */
    public List<Runs.NewCell> further(Runs.Run run, Flow flow, List<Runs.Cell> cells) throws IOException {
        ObjectNode inputs = (ObjectNode) CellDetail.read(run.plan().inputs());
        Map<String, List<JsonNode>> read = new HashMap<>();
        for (Map.Entry<String, JsonNode> kept : inputs.path(ITEMS).properties()) {
            read.put(kept.getKey(), list(run, kept.getKey(), kept.getValue().asText()));
        }
        Map<CellId, JsonNode> outputs = new HashMap<>();
        for (Runs.Cell cell : cells) {
            String output = cell.output();
            if (cell.state() == CellState.DONE && output != null && cell.gate().equals(Gate.CELL)) {
                outputs.put(CellDetail.of(cell).id(cell.node()), CellDetail.read(output));
            }
        }
        Plan plan = Plan.of(flow, new Given(own(inputs), read, outputs, random));
        String id = run.plan().id();
        return DrawnSeeds.keep(id, CellRows.of(id, flow, plan), inputs.path(SEEDS));
    }

    /** Keeps with a run which models make the control maps of a node, if any do. */
    public static void note(ObjectNode inputs, Node node, ArrayNode models) {
        if (!models.isEmpty()) {
            inputs.withObjectProperty(MODELS).set(node.id(), models);
        }
    }

    private List<JsonNode> list(Runs.Run run, String what, String ref) throws IOException {
        Artifact kept = store.find(ref.substring("sha256:".length()))
                .orElseThrow(() -> new IOException(run.plan().label() + ": what was read of " + what
                        + " is gone from the state folder; start the flow again"));
        List<JsonNode> rows = new ArrayList<>();
        JSON.readTree(Files.readString(kept.file(), StandardCharsets.UTF_8)).forEach(rows::add);
        return rows;
    }

    private static List<String> reads(Flow flow) {
        return flow.nodes().stream()
                .flatMap(node -> node.reads().stream())
                .distinct()
                .toList();
    }

    /** A stored picture as a value of an input or a cell. */
    public static ObjectNode picture(Artifact artifact) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "image")
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType());
    }
}
