package standins;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;

/** An ActiveMQ broker on this machine that forgets everything at its end. For trying, not for use. */
public final class Broker implements AutoCloseable {
    private final BrokerService service;
    private final TransportConnector connector;

    private Broker(BrokerService service, TransportConnector connector) {
        this.service = service;
        this.connector = connector;
    }

    /** @param port 0 for any */
    public static Broker start(int port) throws Exception {
        BrokerService service = new BrokerService();
        service.setBrokerName("example");
        service.setPersistent(false);
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        TransportConnector connector = service.addConnector(URI.create("tcp://127.0.0.1:" + port));
        service.start();
        service.waitUntilStarted();
        return new Broker(service, connector);
    }

    /** For the clients. */
    public String url() throws Exception {
        return connector.getPublishableConnectString();
    }

    @Override
    public void close() throws Exception {
        service.stop();
        service.waitUntilStopped();
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        try (Broker broker = start(61616)) {
            System.out.println("ActiveMQ on " + broker.url() + ". Ctrl-C ends it.");
            new CountDownLatch(1).await();
        }
    }
}
