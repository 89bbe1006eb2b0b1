package io.controlnetflow.routes.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.controlnetflow.core.secret.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands for the ledger that this process holds: on loopback, at a port of the system's choice, from whoever
 * can read the token in the state folder. Closing it ends that. Thread-safe.
 */
public final class Door implements AutoCloseable {
    static final String PATH = "/command";
    static final String BEARER = "Bearer ";
    static final String CHALLENGE = "Flow-Challenge";

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int THREADS = 4;
    private static final int MOST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads;
    private final Address address;
    private final Path state;
    private final Function<Errand, Answer> commands;
    private final AtomicInteger underWay = new AtomicInteger();

    private Door(HttpServer server, Path state, Function<Errand, Answer> commands) {
        this.server = server;
        this.state = state;
        this.commands = commands;
        this.address = new Address(server.getAddress().getPort(), Tokens.random());
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread made = new Thread(work, "flow-commands");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Opens it when it is needed: what another process cannot open, it asks for here.
     *
     * @param needed whether this process alone holds the ledger
     */
    public static @Nullable Door open(boolean needed, Path state, Function<Errand, Answer> commands) {
        return needed ? open(state, commands) : null;
    }

    /**
     * Opens it and says in the state folder where it is, in the place of whatever an earlier process said. Without it the process
     * does its work all the same, so a door that cannot be opened is a warning, and null.
     *
     * @param commands does what is asked
     */
    public static @Nullable Door open(Path state, Function<Errand, Answer> commands) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Door door = new Door(server, state, commands);
            server.createContext(PATH, door::handle);
            server.setExecutor(door.threads);
            server.start();
            door.address.write(state);
            return door;
        } catch (IOException e) {
            LOG.warn("commands such as 'flow status' cannot reach this process: {}", e.getMessage());
            return null;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            String asked = exchange.getRequestHeaders().getFirst(CHALLENGE);
            if (exchange.getRequestMethod().equals("GET") && asked != null) {
                answer(exchange, address.proof(asked).getBytes(StandardCharsets.UTF_8));
                return;
            }
            String said = exchange.getRequestHeaders().getFirst("Authorization");
            if (!exchange.getRequestMethod().equals("POST") || !Tokens.same(BEARER + address.token(), said)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MOST);
            answer(exchange, JSON.writeValueAsBytes(commands.apply(JSON.readValue(body, Errand.class))));
        } catch (RuntimeException e) {
            LOG.warn("a command could not be answered", e);
            throw e;
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    @Override
    public void close() {
        try {
            if (Address.read(state).filter(address::equals).isPresent()) {
                Files.deleteIfExists(Address.file(state));
            }
        } catch (IOException e) {
            LOG.debug("{} stays: {}", Address.file(state), e.getMessage());
        }
        server.stop(underWay.get() > 0 ? 1 : 0); // on JDK 17 it waits for the whole second, also for nobody
        threads.shutdownNow();
    }
}
