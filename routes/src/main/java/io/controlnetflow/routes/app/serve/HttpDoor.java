package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.decide.ApprovalRoutes;
import io.controlnetflow.routes.app.settings.HttpAddress;
import io.controlnetflow.routes.engine.run.FlowAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Takes requests for the routes that want some: made with the first {@code platform-http:} of a context, opened when it is started. */
final class HttpDoor extends LifecycleStrategySupport implements ExtendedStartupListener {
    private static final long MOST = 200L << 20;

    private final CamelContext camel;
    private final HttpAddress address;
    private final Path uploads;
    private final FlowAddress reached;
    private final boolean asks;
    private final Consumer<String> tell;
    private @Nullable ClosedServer server;
    private boolean pages;
    private boolean listens;

    /**
     * @param uploads where files of forms are kept while they are read
     * @param reached takes the address for links once it is open
     * @param asks whether people may answer what flows ask them
     * @param tell takes the address once it is open
     */
    HttpDoor(
            CamelContext camel,
            HttpAddress address,
            Path uploads,
            FlowAddress reached,
            boolean asks,
            Consumer<String> tell) {
        this.camel = camel;
        this.address = address;
        this.uploads = uploads;
        this.reached = reached;
        this.asks = asks;
        this.tell = tell;
    }

    @Override
    public synchronized void onEndpointAdd(Endpoint endpoint) {
        if (server == null && endpoint instanceof PlatformHttpEndpoint) {
            VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
            configuration.setBindHost(address.host());
            configuration.setBindPort(address.port());
            configuration.setMaxBodySize(MOST);
            configuration.getBodyHandler().setUploadsDirectory(uploads.toString());
            camel.getRegistry().bind("httpDoor", configuration); // a server that is not open yet cannot tell its port
            ClosedServer closed = new ClosedServer(configuration);
            server = closed;
            try {
                camel.addService(closed, true, true);
                ServiceHelper.startService(closed); // a context that is starting would leave it for later
            } catch (Exception e) {
                throw refusal(e);
            }
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // the flows are checked first
    }

    @Override
    public synchronized void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        open(server != null);
    }

    /** Opens what flows want that came, or were changed, since the start. What cannot be opened is told. */
    synchronized void lookAgain() {
        try {
            open(false);
        } catch (Exception e) {
            tell.accept(refusal(e).getMessage());
        }
    }

    /** @param must whether nothing is to be started without it */
    private void open(boolean must) throws Exception {
        boolean wanted = server != null;
        if (asks && !pages && new FlowsHere(camel).askPeople()) {
            camel.addRoutes(new ApprovalRoutes());
            pages = true;
        }
        if (server == null || listens) {
            return;
        }
        try {
            server.open(address);
        } catch (Exception e) {
            if (must) {
                throw refusal(e);
            }
            tell.accept(refusal(e).getMessage()
                    + (wanted ? "; nothing is taken there" : ", or approve and reject by command; there are no links"));
            return;
        }
        listens = true;
        String here = "http://" + address.host() + ":" + server.getPort();
        reached.set(address.url() == null ? here : address.url());
        tell.accept("requests are taken at " + here);
    }

    private Refusal refusal(Exception e) {
        return new Refusal("--http-port: " + address.host() + ":" + address.port() + " cannot be used: " + reason(e)
                + "; name another port");
    }

    /** Knows its routes before it listens: a request that comes early is refused, rather than told that there is nothing. */
    private static final class ClosedServer extends VertxPlatformHttpServer {
        ClosedServer(VertxPlatformHttpServerConfiguration configuration) {
            super(configuration);
        }

        @Override
        protected void startServer() {
            // when all routes are there
        }

        /** Camel only logs that it cannot listen, so whether it can is tried before. */
        void open(HttpAddress at) throws Exception {
            try (ServerSocket trial = new ServerSocket()) {
                trial.setReuseAddress(true);
                trial.bind(new InetSocketAddress(at.host(), at.port()));
            }
            super.startServer();
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
