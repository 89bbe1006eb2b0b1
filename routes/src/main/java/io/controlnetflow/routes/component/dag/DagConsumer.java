package io.controlnetflow.routes.component.dag;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.routes.engine.run.Flows;
import io.controlnetflow.routes.engine.run.NodeBody;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Makes its route the body of a node. Thread-safe. */
public class DagConsumer extends DefaultConsumer implements NodeBody, RouteAware {
    private final DagEndpoint endpoint;
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable Route route;

    /** Made by its endpoint. */
    public DagConsumer(DagEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public void setRoute(Route route) {
        this.route = route;
        super.setRoute(route);
    }

    @Override
    public Route getRoute() {
        return java.util.Objects.requireNonNull(route, "the consumer is of no route");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Body body = RouteBody.of(getRoute());
        Flows.of(endpoint.getCamelContext()).add(endpoint.flow(), endpoint.node(body), this);
    }

    @Override
    protected void doStop() throws Exception {
        Flows.of(endpoint.getCamelContext()).remove(endpoint.flow(), this);
        super.doStop();
    }

    @Override
    public Exchange exchange() {
        open.incrementAndGet();
        return createExchange(true);
    }

    @Override
    public void run(Exchange exchange, AsyncCallback callback) {
        getAsyncProcessor().process(exchange, synchronous -> {
            open.decrementAndGet();
            callback.done(synchronous);
        });
    }

    @Override
    public boolean idle() {
        return open.get() == 0;
    }
}
