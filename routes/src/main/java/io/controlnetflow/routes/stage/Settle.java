package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/**
 * Finds jobs that somebody waits for and that another node settled.
 *
 * <p><b>In</b>: the keys that are waited for. <b>Out</b>: each settled one told. What this process settles is told by its ledger at once.
 */
public final class Settle extends RouteBuilder {
    private final StageContext site;

    public Settle(StageContext site) {
        this.site = site;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("timer:flow-settle?period=1000&delay=1000")
                .routeId("flow-settle")
                .setBody(exchange -> site.sweep("noticing settled jobs", this::settled))
                .split(body())
                .process(exchange -> site.tell(exchange.getMessage().getBody(JobKey.class)));
    }

    private List<JobKey> settled() {
        List<JobKey> awaited = site.settled().awaited();
        return awaited.isEmpty() ? List.of() : List.copyOf(site.ledger().jobs().settledAmong(awaited));
    }
}
