package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a dead node had under way.
 *
 * <p><b>In</b>: nothing; every two seconds this node says that it is alive. <b>Out</b>: what nodes had under way that are silent for
 * longer is free for anybody; their POSTs are looked up. <b>Fails with</b>: nothing; a ledger that cannot be reached is told later.
 */
public final class TakeOver extends RouteBuilder {
    /** A node that is silent for so long counts as dead, for everything but a POST. */
    public static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final StageContext site;

    public TakeOver(StageContext site) {
        this.site = site;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("timer:flow-take-over?period=2000&delay=0")
                .routeId("flow-take-over")
                .process(exchange -> beat());
    }

    private void beat() {
        try {
            int freed = site.ledger().nodes().beat(SILENCE);
            if (freed > 0) {
                LOG.warn("another node is silent; {} things that it had under way are taken over", freed);
                site.gates().all();
            }
        } catch (LedgerUnavailable e) {
            LOG.warn("this node cannot say that it is alive: {}", e.getMessage());
        }
    }
}
