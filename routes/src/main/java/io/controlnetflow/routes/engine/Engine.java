package io.controlnetflow.routes.engine;

import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into settled jobs, one POST each. One a CamelContext; starts and stops with it. Thread-safe.
 */
public final class Engine extends ServiceSupport {
    private final CamelContext camel;
    private final EngineSettings settings;
    private final Clock clock;
    private @Nullable Ledger ledger;
    private @Nullable ArtifactStore store;
    private @Nullable Provider provider;

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

    public Ledger ledger() {
        return started(ledger);
    }

    public ArtifactStore store() {
        return started(store);
    }

    public Provider provider() {
        return started(provider);
    }

    /** Writes the job down, or attaches to the one with the same key; returns once that is committed. */
    public Jobs.Attached submit(JobRequest request) {
        throw new UnsupportedOperationException("not implemented yet: " + request.label());
    }

    /** Completes with the job once nothing more happens to it by itself: done, failed, held, parked or cancelled. Holds no thread. */
    public CompletableFuture<Jobs.Job> whenSettled(JobKey key) {
        throw new UnsupportedOperationException("not implemented yet: " + key.brief());
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the engine is not started");
        }
        return part;
    }
}
