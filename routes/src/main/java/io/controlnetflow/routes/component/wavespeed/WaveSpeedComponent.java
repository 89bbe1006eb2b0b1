package io.controlnetflow.routes.component.wavespeed;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Generates pictures with a hosted model; see {@link WaveSpeedEndpoint}. */
@Component("wavespeed")
public class WaveSpeedComponent extends DefaultComponent {
    private static final int THREADS = 4;

    private @Nullable ExecutorService results;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WaveSpeedEndpoint endpoint = new WaveSpeedEndpoint(uri, this);
        endpoint.setModel(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Where exchanges go on once their job is settled: few threads, since none waits. */
    synchronized ExecutorService results() {
        if (results == null) {
            ThreadPoolProfile profile = new ThreadPoolProfile("wavespeed-result");
            profile.setPoolSize(THREADS);
            profile.setMaxPoolSize(THREADS);
            profile.setMaxQueueSize(-1);
            results = getCamelContext().getExecutorServiceManager().newThreadPool(this, "wavespeed-result", profile);
        }
        return results;
    }

    @Override
    protected void doShutdown() throws Exception {
        if (results != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(results);
            results = null;
        }
        super.doShutdown();
    }
}
