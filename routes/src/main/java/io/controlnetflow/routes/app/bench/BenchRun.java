package io.controlnetflow.routes.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.bench.BenchFigures.Moment;
import io.controlnetflow.routes.app.serve.Session;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.EngineSettings;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.run.FlowPlace;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.apache.camel.CamelContext;

/**
 * Measures a flow in a folder of its own: the program as it is, with the embedded server in it, which makes tiny pictures at once.
 */
public final class BenchRun {
    private static final Set<CellState> OVER =
            EnumSet.of(CellState.DONE, CellState.SKIPPED, CellState.FAILED, CellState.HELD);
    private static final int QUARTER = 25;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final BenchFlow flow;
    private final IntConsumer progress;
    private final CamelContext camel;
    private final FlowRuns runs;
    private final Ledger ledger;

    private BenchRun(BenchFlow flow, IntConsumer progress, CamelContext camel) {
        this.flow = flow;
        this.progress = progress;
        this.camel = camel;
        this.runs = FlowRuns.of(camel);
        this.ledger = Engine.of(camel).ledger();
    }

    /**
     * @param folder empty; state and outbox are made in it
     * @param planOnly true: nothing is run
     * @param progress is told how many cells are settled
     */
    public static BenchFigures measure(BenchFlow flow, Path folder, boolean planOnly, IntConsumer progress)
            throws Exception {
        Path state = folder.resolve("state");
        EngineSettings settings = EngineSettings.defaults(state)
                .withLimits(Account.Limits.NONE)
                .withPollFloor(Duration.ofMillis(100))
                .withEmbedded(EmbeddedSettings.in(state.resolve("embedded"))
                        .withRenderless(true)
                        .withGenerationTime(Duration.ZERO, Duration.ZERO));
        try (Session session = Session.open(settings)) {
            CamelContext camel = session.context();
            camel.getRegistry().bind("place", FlowPlace.class, new FlowPlace(folder, folder.resolve("outbox")));
            camel.addRoutes(flow.dag().routes());
            return new BenchRun(flow, progress, camel).measured(planOnly);
        }
    }

    private BenchFigures measured(boolean planOnly) throws IOException, InterruptedException, ExecutionException {
        Flow checked = Flows.of(camel).get(BenchFlow.NAME);
        ObjectNode inputs = JsonNodeFactory.instance.objectNode();
        inputs.set(
                BenchFlow.IMAGE,
                FlowPlanner.picture(Engine.of(camel).store().put(Encode.png(Picture.filled(64, 64, 0xffffff)))));
        double before = Usage.afterCollection();
        long start = System.nanoTime();
        double processor = Usage.processorSeconds();
        FlowPlanner.Made made = runs.plan(checked, inputs, null, BenchFlow.NAME);
        processor = Usage.processorSeconds() - processor;
        double seconds = since(start);
        double kept = Math.max(0, Usage.afterCollection() - before);
        if (made.plan().cells().size() != flow.cells()) {
            throw new IllegalStateException("planned " + made.plan().cells().size() + " cells, not " + flow.cells());
        }
        return new BenchFigures(
                flow, new BenchFigures.Planned(seconds, processor, kept), planOnly ? null : ran(checked, inputs));
    }

    private BenchFigures.Ran ran(Flow checked, ObjectNode inputs)
            throws IOException, InterruptedException, ExecutionException {
        long opening = System.nanoTime();
        Runs.Run run = runs.start(checked, inputs, null, BenchFlow.NAME);
        long start = System.nanoTime();
        CompletableFuture<FlowRuns.Settled> end = runs.whenSettled(run.plan().id());
        List<Moment> moments = new ArrayList<>();
        for (boolean over = false; !over; ) {
            try {
                end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                over = true;
            } catch (TimeoutException notYet) {
                look(run, start, moments);
            }
        }
        double seconds = since(start);
        if (moments.isEmpty() || moments.get(moments.size() - 1).percent() < 100) {
            moments.add(new Moment(100, seconds, Usage.afterCollection(), Usage.threads()));
        }
        FlowRuns.Settled settled = end.get();
        double submits = camel.getRegistry()
                .findSingleByType(MeterRegistry.class)
                .get("controlnetflow.submits")
                .counter()
                .count();
        return new BenchFigures.Ran(
                (start - opening) / 1e9,
                seconds,
                (long) submits,
                settled.outcome().pictures(),
                moments,
                settled.problem());
    }

    private void look(Runs.Run run, long start, List<Moment> moments) {
        long over = ledger.history().run(run.plan().id()).stream()
                .flatMap(view -> view.cells().entrySet().stream())
                .filter(count -> OVER.contains(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        progress.accept((int) over);
        int next = QUARTER * (moments.size() + 1);
        if (next <= 100 && over * 100 >= (long) next * flow.cells()) {
            moments.add(new Moment(next, since(start), Usage.afterCollection(), Usage.threads()));
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
