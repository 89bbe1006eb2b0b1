package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.flow.PlanPrice;
import io.controlnetflow.routes.stage.CallbackAddress;
import io.controlnetflow.routes.stage.Gates;
import io.controlnetflow.routes.stage.Meters;
import io.controlnetflow.routes.stage.Pacer;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.Settled;
import io.controlnetflow.routes.stage.StageContext;
import io.controlnetflow.routes.stage.TakeOver;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.callback.CallbackListener;
import io.controlnetflow.routes.stage.callback.Callbacks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests into settled jobs, one POST each. One a CamelContext; starts when it is first asked for and stops with the
 * context. One that only looks, with another's in its registry, looks at what that one holds. Thread-safe.
 */
public final class Engine extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final CamelContext camel;
    private final EngineSettings settings;
    private final Clock clock;
    private volatile @Nullable Opened opened;
    private volatile @Nullable StageContext site;
    private volatile @Nullable Market market;

    private Engine(CamelContext camel, EngineSettings settings, Clock clock) {
        this.camel = camel;
        this.settings = settings;
        this.clock = clock;
    }

    /** The engine of this context; made and started when there is none. */
    public static Engine of(CamelContext camel) {
        synchronized (camel) {
            Engine engine = camel.hasService(Engine.class);
            if (engine != null) {
                return engine;
            }
            engine = new Engine(camel, EngineSettingsLookup.in(camel), Clock.systemUTC());
            try {
                camel.addService(engine, true, true);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            return engine;
        }
    }

    @Override
    protected void doStart() throws Exception {
        Engine lender = settings.looksOnly() ? camel.getRegistry().findSingleByType(Engine.class) : null;
        Opened parts = lender == null
                ? Opened.open(settings, clock)
                : started(lender.opened).lent(clock);
        try {
            StageContext made = site(parts);
            if (settings.looksOnly()) {
                look(parts, made);
                return;
            }
            TakeOver takeOver = join(parts, made);
            int doubtful = parts.ledger().doubts().sweepExpired(true);
            if (doubtful > 0) {
                LOG.warn(
                        "{} POSTs were under way when the program ended; they are looked up at the provider", doubtful);
            }
            parts.ledger()
                    .runs()
                    .decideOverdue(); // a run that only waits for a person ends before the first look at the clock
            parts.closing(parts.ledger().onSettled(made::tell));
            stages(parts, made, takeOver);
            opened = parts;
            site = made;
        } catch (Exception e) {
            parts.close();
            throw e;
        }
    }

    /** Nothing is swept, claimed or lifted. */
    private void look(Opened parts, StageContext made) throws Exception {
        Questions questions = new Questions(made.api());
        market = Market.of(settings, parts, questions, clock, no -> LOG.warn("the provider refuses the key: {}", no));
        parts.closing(StageRunner.asking(camel, questions)).start();
        opened = parts;
        site = made;
    }

    /** Becomes one of the nodes of a shared ledger, and takes over at once what dead ones on this machine left. */
    private @Nullable TakeOver join(Opened parts, StageContext made) throws IOException {
        if (!parts.ledger().shared()) {
            return null;
        }
        parts.ledger().nodes().join(Stores.name(settings.stateFolder()), TakeOver.SILENCE);
        Lifelines lifelines = parts.closing(Lifelines.hold(settings.stateFolder(), settings.node()));
        TakeOver.bury(parts.ledger().nodes(), lifelines);
        return new TakeOver(made, lifelines);
    }

    /** Without a word about the account its pace is found; the server in this process has no limits but those of a given level. */
    private Pacer pacer(Opened parts) {
        return settings.limits() == null && !parts.provider().isEmbedded()
                ? Pacer.finding(parts.ledger().account(), clock.instant())
                : Pacer.given();
    }

    private void stages(Opened parts, StageContext made, @Nullable TakeOver takeOver) throws Exception {
        Questions questions = new Questions(made.api());
        market = Market.of(settings, parts, questions, clock, no -> made.pause(401, no));
        WebhookSettings webhooks = settings.webhooks();
        CallbackListener listener =
                webhooks == null ? null : parts.closing(CallbackListener.bind(webhooks.host(), webhooks.port()));
        CallbackAddress address =
                webhooks == null || listener == null ? null : webhooks.address().withPort(listener.port());
        StageRunner runner =
                parts.closing(new StageRunner(camel, made, questions, settings.onDoubt(), pacer(parts), address));
        if (takeOver != null) {
            runner.add(takeOver);
        }
        if (listener == null) {
            runner.start();
        } else {
            Callbacks callbacks = new Callbacks(made, questions);
            runner.add(callbacks);
            runner.start();
            listener.start(callbacks);
            LOG.info("webhooks are taken at port {} for {}", listener.port(), address);
        }
    }

    @Override
    protected void doStop() {
        Opened parts = opened;
        opened = null;
        site = null;
        if (parts != null) {
            parts.close();
        }
    }

    private StageContext site(Opened parts) {
        Provider provider = parts.provider();
        return new StageContext(
                parts.ledger(),
                parts.store(),
                clock,
                new Api(provider.identity(), provider.baseUrl(), provider.apiKey(), parts.connections()),
                settings.timing(),
                settings.width(),
                Gates.of(clock),
                new Settled(),
                new Meters(registry(), parts.ledger().jobs()::countByState));
    }

    private MeterRegistry registry() {
        MeterRegistry found = camel.getRegistry().findSingleByType(MeterRegistry.class);
        if (found != null) {
            return found;
        }
        MeterRegistry made = new SimpleMeterRegistry();
        camel.getRegistry().bind("controlNetFlowMeters", MeterRegistry.class, made);
        return made;
    }

    /** The context this engine serves: the user's, in which the components live. */
    public CamelContext camel() {
        return camel;
    }

    public EngineSettings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    /** When this start began. */
    public Instant startedAt() {
        return started(opened).startedAt();
    }

    public Ledger ledger() {
        return started(opened).ledger();
    }

    public ArtifactStore store() {
        return started(opened).store();
    }

    public Agreements agreements() {
        return new Agreements(store(), started(site).meters(), settings.agreement());
    }

    public Provider provider() {
        return started(opened).provider();
    }

    /** Wakes the stages: a person's word or another process changed the ledger. */
    public void wake() {
        started(site).gates().all();
    }

    /**
     * What requests cost, and how many pictures come of them.
     *
     * <p>Asked for the price of a model that the provider certainly does not know, it throws an {@link UnknownModel}.
     */
    public PlanPrice.Pricing pricing() {
        return started(market);
    }

    /** What a model takes, by its provider's schema; empty when that cannot be had, which is said once. */
    public Optional<ModelInputs> takes(String model) {
        return started(market).schemas().of(model);
    }

    /**
     * Writes the job down, or attaches to the one with the same key; returns once that is committed.
     *
     * @throws IllegalArgumentException when the provider certainly does not know the model; nothing is written then
     */
    public Jobs.Attached submit(JobRequest request) {
        if (settings.webhooks() != null) {
            settings.webhooks().check(request);
        }
        StageContext stages = started(site);
        String identity = provider().identity();
        JobKey key = key(request);
        BigDecimal price;
        try {
            price = pricing().of(request.model(), request.inputs());
        } catch (UnknownModel e) {
            return new Jobs.Attached(ledger().jobs().find(key).orElseThrow(() -> e), false);
        }
        Jobs.Attached attached = ledger().jobs()
                .attach(new Jobs.NewJob(
                        key,
                        identity,
                        request.model(),
                        Inputs.canonical(request.inputs()),
                        price,
                        request.label(),
                        request.controlKind(),
                        request.runId()));
        if (attached.created()) {
            stages.gates().prepare().signal();
        } else {
            stages.meters().saved(attached.job().asked().price());
        }
        return attached;
    }

    /** The identity of the job that the request asks for. */
    public JobKey key(JobRequest request) {
        String identity = provider().identity();
        return Inputs.key(
                request.salt() == null ? identity : identity + " " + request.salt(), request.model(), request.inputs());
    }

    /**
     * Completes with the job once nothing more happens to it by itself: done, failed, held, parked or cancelled. Holds no
     * thread.
     */
    public CompletableFuture<Jobs.Job> whenSettled(JobKey key) {
        return started(site).settled().when(key, ledger().jobs()::find);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the engine is not started");
        }
        return part;
    }
}
