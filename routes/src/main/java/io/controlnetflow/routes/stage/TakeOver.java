package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Nodes;
import java.time.Duration;
import java.util.List;
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

    /** The nodes that live on this machine. */
    public interface Neighbours {
        /** Names of those whose process is proven dead. */
        List<String> dead();

        /** What it had under way is free now; it is not told again. */
        void buried(String node);
    }

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final StageContext site;
    private final Neighbours neighbours;

    public TakeOver(StageContext site, Neighbours neighbours) {
        this.site = site;
        this.neighbours = neighbours;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("timer:flow-take-over?period=2000&delay=0")
                .routeId("flow-take-over")
                .process(exchange -> beat());
    }

    /** Frees what dead neighbours had under way; gives how much. */
    public static int bury(Nodes nodes, Neighbours neighbours) {
        int freed = 0;
        for (String dead : neighbours.dead()) {
            freed += nodes.bury(dead);
            neighbours.buried(dead);
        }
        return freed;
    }

    private void beat() {
        try {
            int freed = site.ledger().nodes().beat(SILENCE) + bury(site.ledger().nodes(), neighbours);
            if (freed > 0) {
                LOG.warn("another node ended or is silent; {} things that it had under way are taken over", freed);
                site.gates().all();
            }
        } catch (LedgerUnavailable e) {
            LOG.debug("this node cannot say that it is alive: {}", e.getMessage());
        }
    }
}
