package io.controlnetflow.routes.engine;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Doubts;
import io.controlnetflow.routes.stage.CallbackAddress;
import io.controlnetflow.routes.stage.Download;
import io.controlnetflow.routes.stage.Pacer;
import io.controlnetflow.routes.stage.Poll;
import io.controlnetflow.routes.stage.Prepare;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.Settle;
import io.controlnetflow.routes.stage.StageContext;
import io.controlnetflow.routes.stage.Submit;
import io.controlnetflow.routes.stage.Upload;
import io.controlnetflow.routes.stage.doubt.Reconcile;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The stages, in a CamelContext of their own: an application's error handlers, interceptors, thread profiles, route reloads and
 * message counts do not reach them, and they stop after the application's routes.
 */
final class StageRunner implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int STOP_SECONDS = 10;

    private final DefaultCamelContext camel;

    /** @param callbacks how the provider is told to call us, or null */
    StageRunner(
            CamelContext application,
            StageContext site,
            Questions questions,
            OnDoubt onDoubt,
            Pacer pacer,
            @Nullable CallbackAddress callbacks)
            throws Exception {
        this(application);
        for (RoutesBuilder stage : new RoutesBuilder[] {
            questions,
            new Prepare(site),
            new Upload(site),
            new Submit(site, questions, pacer, callbacks),
            new Poll(site),
            new Download(site),
            new Reconcile(site, policy(site.ledger().doubts(), onDoubt)),
            new Settle(site)
        }) {
            camel.addRoutes(stage);
        }
    }

    private StageRunner(CamelContext application) {
        camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("controlnetflow-" + NUMBER.incrementAndGet());
        camel.disableJMX();
        camel.setStreamCaching(false);
        camel.setMessageHistory(false);
        camel.setLoadTypeConverters(true);
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        camel.setApplicationContextClassLoader(application.getApplicationContextClassLoader());
        camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    }

    /** Only asks the provider what changes nothing. */
    static StageRunner asking(CamelContext application, Questions questions) throws Exception {
        StageRunner runner = new StageRunner(application);
        runner.add(questions);
        return runner;
    }

    void add(RoutesBuilder stage) throws Exception {
        camel.addRoutes(stage);
    }

    void start() {
        camel.start();
    }

    @Override
    public void close() {
        camel.stop();
    }

    private static Reconcile.Policy policy(Doubts doubts, OnDoubt onDoubt) {
        return (JobKey key, String problem) -> {
            switch (onDoubt) {
                case HOLD -> doubts.hold(key, problem);
                case RESUBMIT -> doubts.resubmit(key);
                case DROP -> doubts.drop(key, "the policy --on-doubt drop");
            }
        };
    }
}
