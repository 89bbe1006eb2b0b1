package io.controlnetflow.routes.component.wavespeed;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.stage.Ticket;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Attaches each message to its job; the exchange goes on when the job is settled, and no thread waits for that. */
final class WaveSpeedProducer extends DefaultAsyncProducer {
    private @Nullable Engine engine;
    private @Nullable RequestReader reader;

    WaveSpeedProducer(WaveSpeedEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Engine made = Engine.of(getEndpoint().getCamelContext());
        engine = made;
        reader = new RequestReader(getEndpoint(), made);
    }

    @Override
    public WaveSpeedEndpoint getEndpoint() {
        return (WaveSpeedEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Engine working = Objects.requireNonNull(engine, "not started");
            JobRequest request = Objects.requireNonNull(reader, "not started").read(exchange);
            if (CellScope.of(exchange).filter(CellScope::rehearsed).isPresent()) {
                exchange.getMessage().setBody(request);
                callback.done(true);
                return true;
            }
            Jobs.Attached attached = working.submit(request);
            boolean reused = !attached.created() && attached.job().state() == JobState.DONE;
            if (CellScope.of(exchange).isPresent() || !getEndpoint().isAwait()) {
                exchange.getMessage().setBody(new Ticket(attached.job().key(), reused));
                callback.done(true);
                return true;
            }
            CompletableFuture<Jobs.Job> end = working.whenSettled(attached.job().key());
            CompletableFuture<?> answered = end.whenCompleteAsync(
                    (job, trouble) -> settled(exchange, callback, working, job, trouble, !attached.created()),
                    getEndpoint().getComponent().results());
            return answered.isCancelled();
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private static void settled(
            Exchange exchange,
            AsyncCallback callback,
            Engine engine,
            Jobs.@Nullable Job job,
            @Nullable Throwable trouble,
            boolean reused) {
        try {
            if (job == null) {
                exchange.setException(trouble);
            } else if (job.state() == JobState.DONE) {
                GenerationResult result = GenerationResult.of(job, engine.store(), reused);
                if (!result.artifacts().isEmpty()) {
                    engine.agreements()
                            .of(job, result.first())
                            .ifPresent(found -> exchange.setVariable(WaveSpeedConstants.AGREEMENT, found.score()));
                }
                exchange.getMessage().setBody(result);
            } else {
                exchange.setException(new GenerationFailed(job));
            }
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }
}
