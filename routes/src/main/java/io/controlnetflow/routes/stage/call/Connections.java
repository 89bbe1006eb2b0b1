package io.controlnetflow.routes.stage.call;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one pool of HTTP connections. No client made of it ever repeats a request, follows a redirect to another host with our
 * key, keeps cookies or unpacks content.
 */
public final class Connections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int PER_ROUTE = 64;
    private static final int IN_ALL = 128;

    private final PoolingHttpClientConnectionManager pool;

    public Connections() {
        pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(PER_ROUTE)
                .setMaxConnTotal(IN_ALL)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    /**
     * A client that gives up when no byte arrives for the given time.
     *
     * @param redirects true for downloads only
     */
    public CloseableHttpClient client(Duration answerWithin, boolean redirects) {
        RequestConfig config = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofSeconds(30))
                .setResponseTimeout(Timeout.of(answerWithin))
                .setRedirectsEnabled(redirects)
                .setContentCompressionEnabled(false)
                .setCookieSpec("ignore")
                .build();
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setConnectionManagerShared(true)
                .setDefaultRequestConfig(config)
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("controlnet-flow");
        return redirects ? builder.build() : builder.disableRedirectHandling().build();
    }

    @Override
    public void close() {
        pool.close();
    }
}
