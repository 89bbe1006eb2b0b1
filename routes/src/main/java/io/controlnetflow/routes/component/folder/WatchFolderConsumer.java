package io.controlnetflow.routes.component.folder;

import io.controlnetflow.routes.engine.folder.BatchSummary;
import io.controlnetflow.routes.engine.folder.FolderJob;
import io.controlnetflow.routes.engine.folder.Folders;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Serves a folder once its context is started; sends one message for each batch that is final. Thread-safe. */
public class WatchFolderConsumer extends DefaultConsumer {
    private final WatchFolderEndpoint endpoint;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable FolderJob job;

    /** Made by its endpoint. */
    public WatchFolderConsumer(WatchFolderEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    /** The folder being served; null before its context is started and after it is stopped. */
    public @Nullable FolderJob job() {
        return job;
    }

    /** The flow that its pictures start runs of; null: the built-in one. */
    public @Nullable String flow() {
        return endpoint.getFlow();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getCamelContext().addStartupListener(new ExtendedStartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
                if (alreadyStarted) {
                    begin(context);
                }
            }

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
                begin(context);
            }
        });
    }

    /** The engine's own routes can only be started in a context that is started; starting them calls back here. */
    private void begin(CamelContext context) {
        if (begun.getAndSet(true)) {
            return;
        }
        FolderJob started = new Folders(context).start(endpoint.spec());
        started.onBatch(this::deliver);
        job = started;
    }

    @Override
    protected void doStop() throws Exception {
        FolderJob started = job;
        job = null;
        begun.set(false);
        if (started != null && !endpoint.getCamelContext().isStopping()) {
            started.leave();
        }
        super.doStop();
    }

    private void deliver(BatchSummary batch) {
        if (!begun.get()) {
            return; // the route is gone; its folder still tells what it had in hand
        }
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(batch);
        getAsyncProcessor().process(exchange, done -> {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("watch-folder:", exchange, exchange.getException());
            }
        });
    }
}
