package io.controlnetflow.routes.engine.run;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.flow.FlowPlanner;
import io.controlnetflow.routes.engine.flow.ModelCheck;
import io.controlnetflow.routes.engine.flow.PlanPrices;
import io.controlnetflow.routes.engine.flow.Snapshots;
import io.controlnetflow.routes.stage.Early;
import io.controlnetflow.routes.stage.FanOut;
import io.controlnetflow.routes.stage.cell.Cells;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The stages that every run goes through, whatever started it. One a context; made with the first folder or flow. */
public final class RunWorks extends ServiceSupport implements FanOut.Publisher {
    private final Engine engine;
    private final Snapshots snapshots = new Snapshots();
    private final FlowPlanner planner;
    private final PlanPrices prices;
    private final List<FanOut.Publisher> publishers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Runs.Run>> listeners = new CopyOnWriteArrayList<>();

    private @Nullable AutoCloseable listening;

    private RunWorks(Engine engine) {
        this.engine = engine;
        Flows flows = Flows.of(engine.camel());
        Function<String, Optional<Flow>> called =
                name -> flows.names().contains(name) ? Optional.of(flows.get(name)) : Optional.empty();
        this.prices = new PlanPrices(engine.pricing(), called);
        this.planner = new FlowPlanner(
                engine.provider().identity(),
                engine.store(),
                new SecureRandom(),
                MapModels.of(engine.camel()),
                new ModelCheck(engine::takes, called));
    }

    public static RunWorks of(Engine engine) {
        CamelContext camel = engine.camel();
        synchronized (camel) {
            RunWorks works = camel.hasService(RunWorks.class);
            if (works == null) {
                works = new RunWorks(engine);
                works.begin();
            }
            return works;
        }
    }

    private void begin() {
        CamelContext camel = engine.camel();
        Runs runs = engine.ledger().runs();
        try {
            camel.addService(this);
            if (engine.settings().looksOnly()) {
                return;
            }
            camel.addRoutes(new Cells(
                    runs,
                    new CellRunner(engine, planner, snapshots),
                    engine.clock(),
                    Runtime.getRuntime().availableProcessors()));
            camel.addRoutes(new FanOut(runs, this, engine.clock()));
            Early early = new Early(engine.ledger(), this);
            camel.addRoutes(early);
            listening = engine.ledger().onSettled(early::settled);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    public FlowPlanner planner() {
        return planner;
    }

    /** What planned runs cost. */
    public PlanPrices prices() {
        return prices;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    /** Whoever puts settled runs where they belong; the first that knows a run does it. */
    public void add(FanOut.Publisher publisher) {
        publishers.add(publisher);
    }

    /** Is told of each run that is settled, whatever started it, before its results are put where they belong; maybe more than once. */
    public void onSettled(Consumer<Runs.Run> listener) {
        listeners.add(listener);
    }

    /** Tells of a run that is settled. */
    void settled(Runs.Run run) {
        listeners.forEach(listener -> listener.accept(run));
    }

    @Override
    public boolean knows(Runs.Run run) {
        return publishers.stream().anyMatch(publisher -> publisher.knows(run));
    }

    @Override
    public void early(Runs.Run run, List<Runs.Cell> cells) throws IOException {
        for (FanOut.Publisher publisher : publishers) {
            if (publisher.knows(run)) {
                publisher.early(run, cells);
                return;
            }
        }
    }

    @Override
    public void publish(Runs.Run run) throws IOException {
        settled(run);
        for (FanOut.Publisher publisher : publishers) {
            if (publisher.knows(run)) {
                publisher.publish(run);
                return;
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        AutoCloseable ears = listening;
        if (ears != null) {
            ears.close();
        }
    }
}
