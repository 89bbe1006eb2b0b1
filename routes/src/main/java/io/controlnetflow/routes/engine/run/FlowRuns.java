package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.Items;
import io.controlnetflow.routes.engine.flow.RunOutputs;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.engine.outbox.Harvest;
import io.controlnetflow.routes.engine.outbox.Outbox;
import io.controlnetflow.routes.engine.outbox.Outcome;
import io.controlnetflow.routes.stage.FanOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of flows, or attaches to those that exist; tells when they are settled. One a context. Holds nothing that the ledger
 * does not know. Thread-safe.
 */
public final class FlowRuns extends ServiceSupport implements FanOut.Publisher {
    /** Begins the batch of a run that no folder started. */
    private static final String BATCH = "flow:";

    private final Engine engine;
    private final Ledger ledger;
    private final ArtifactStore store;
    private final FlowPlanner planner;
    private final Snapshots snapshots;
    private final ProducerTemplate template;
    private final @Nullable FlowPlace place;
    private final Map<String, CompletableFuture<Settled>> waiting = new ConcurrentHashMap<>();
    private final Set<String> wereSettled = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Settled>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A settled run.
     *
     * @param outputs that the flow names, or what was paid for
     * @param problem why it is not whole; null when it is
     * @param outcome what it made or found; nothing when nobody said where results belong
     */
    public record Settled(
            Runs.Run run, ObjectNode outputs, @Nullable String problem, Outcome outcome) {}

    private FlowRuns(Engine engine) {
        this.engine = engine;
        this.ledger = engine.ledger();
        this.store = engine.store();
        RunWorks works = RunWorks.of(engine);
        this.planner = works.planner();
        this.snapshots = works.snapshots();
        this.template = engine.camel().createProducerTemplate();
        this.place = engine.camel().getRegistry().findSingleByType(FlowPlace.class);
        works.add(this);
    }

    /** The runs of this context. */
    public static FlowRuns of(CamelContext camel) {
        Engine engine = Engine.of(camel);
        synchronized (camel) {
            FlowRuns runs = camel.hasService(FlowRuns.class);
            if (runs == null) {
                runs = new FlowRuns(engine);
                try {
                    camel.addService(runs);
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
            return runs;
        }
    }

    /**
     * Starts a run, or attaches to the one with the same flow and inputs; returns once that is committed.
     *
     * @param inputs without defaults
     * @param firing tells runs with the same inputs apart; null: the same inputs are the same run
     * @param label what a person calls it; results are put under it
     * @throws io.controlnetflow.core.dag.InvalidFlow when the inputs are not the flow's, or there are too many cells; nothing is sent
     */
    public Runs.Run start(Flow flow, ObjectNode inputs, @Nullable String firing, String label) throws IOException {
        return start(flow, inputs, firing, label, null);
    }

    /**
     * The same for a cell of another run.
     *
     * @param caller that run, whose budget it counts for, too; null for none
     */
    public Runs.Run start(Flow flow, ObjectNode inputs, @Nullable String firing, String label, @Nullable String caller)
            throws IOException {
        FlowPlanner.Made made = plan(flow, inputs, firing, label, caller);
        Runs.Run run = ledger.runs().open(List.of(made.opening())).get(0);
        if (run.state() != Runs.RunState.ACTIVE) {
            wereSettled.add(run.plan().id());
            RunWorks.of(engine).settled(run); // here, since who waits for it need not wait for what is sent now
            template.sendBody(FanOut.PUBLISH, run);
        }
        return run;
    }

    /** What {@link #start} would open; nothing is written but what is read from outside. */
    public FlowPlanner.Made plan(Flow flow, ObjectNode inputs, @Nullable String firing, String label)
            throws IOException {
        return plan(flow, inputs, firing, label, null);
    }

    /** The same for a cell of another run. */
    public FlowPlanner.Made plan(
            Flow flow, ObjectNode inputs, @Nullable String firing, String label, @Nullable String caller)
            throws IOException {
        return planner.plan(
                new FlowPlanner.Asked(flow, inputs, firing, BATCH::concat, label, caller),
                new Items(home(engine.camel()), store));
    }

    /** What relative names in the flows of a context start from. */
    public static Path home(CamelContext camel) {
        FlowPlace place = camel.getRegistry().findSingleByType(FlowPlace.class);
        return place == null ? Path.of("").toAbsolutePath() : place.folder();
    }

    /** Completes when nothing more happens to the run by itself and its results are where they belong. Holds no thread. */
    public CompletableFuture<Settled> whenSettled(String runId) {
        CompletableFuture<Settled> future = waiting.computeIfAbsent(runId, id -> new CompletableFuture<>());
        Runs.Run run = ledger.runs().find(runId).orElse(null);
        if (run != null && run.state() != Runs.RunState.ACTIVE && run.published()) {
            try {
                tell(settled(run));
            } catch (IOException e) {
                waiting.remove(runId, future);
                future.completeExceptionally(e);
            }
        }
        return future;
    }

    /**
     * How a run stands.
     *
     * @param outputs as far as they are known once it is settled; nothing before
     * @param problem why a settled run is not whole; null when it is
     */
    public record Standing(
            History.RunView view,
            ObjectNode outputs,
            @Nullable String problem) {}

    /** Empty for an id of no run. */
    public Optional<Standing> standing(String runId) {
        return ledger.history().run(runId).map(view -> {
            Runs.Run run = view.run();
            if (run.state() == Runs.RunState.ACTIVE) {
                return new Standing(view, JsonNodeFactory.instance.objectNode(), null);
            }
            List<Runs.Cell> cells = ledger.runs().cells(runId);
            return new Standing(view, RunOutputs.of(snapshots.of(run), run, cells), problem(cells));
        });
    }

    private static @Nullable String problem(List<Runs.Cell> cells) {
        return cells.stream()
                .filter(Harvest::isNotWhole)
                .map(Harvest::problem)
                .findFirst()
                .orElse(null);
    }

    /** Is told of each run that is settled here, after its results are where they belong. */
    public void onSettled(Consumer<Settled> listener) {
        listeners.add(listener);
    }

    @Override
    public boolean knows(Runs.Run run) {
        return run.plan().batch().startsWith(BATCH);
    }

    @Override
    public void early(Runs.Run run, List<Runs.Cell> cells) throws IOException {
        Path outbox = outbox();
        if (outbox != null) {
            harvest(outbox).early(run, snapshots.of(run), run.plan().label(), cells);
        }
    }

    private Harvest harvest(Path outbox) {
        return new Harvest(
                ledger, new Outbox(outbox, store, engine.settings().embed()), engine.agreements(), engine.startedAt());
    }

    @Override
    public void publish(Runs.Run run) throws IOException {
        if (!ledger.runs().claimPublish(run.plan().id())) {
            return;
        }
        Settled settled = settled(run);
        ledger.runs().runSettled(run.plan().id(), settled.outputs().toString(), settled.problem());
        ledger.runs().published(run.plan().id());
        tell(settled);
        listeners.forEach(listener -> listener.accept(settled));
    }

    private void tell(Settled settled) {
        CompletableFuture<Settled> future = waiting.remove(settled.run().plan().id());
        if (future != null) {
            future.complete(settled);
        }
    }

    /** Puts its pictures where they belong, if that was not done yet. */
    private Settled settled(Runs.Run run) throws IOException {
        String id = run.plan().id();
        Flow flow = snapshots.of(run);
        List<Runs.Cell> cells = ledger.runs().cells(id);
        Path outbox = outbox();
        Outcome outcome = outbox == null
                ? Outcome.NOTHING
                : harvest(outbox)
                        .reap(run, flow, run.plan().label(), wereSettled.contains(id))
                        .outcome();
        return new Settled(run, RunOutputs.of(flow, run, cells), problem(cells), outcome);
    }

    /** Where the results of runs are put that no folder started; null: nowhere. */
    public @Nullable Path outbox() {
        return place == null ? null : place.outbox();
    }
}
