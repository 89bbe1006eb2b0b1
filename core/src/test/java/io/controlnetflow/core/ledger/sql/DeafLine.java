package io.controlnetflow.core.ledger.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A port that leads to PostgreSQL, and can break the connection on which the next commit is sent. */
final class DeafLine implements AutoCloseable {
    private enum Break {
        NONE,
        BEFORE,
        AFTER
    }

    private final int to;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Break> next = new AtomicReference<>(Break.NONE);
    private volatile boolean lost;

    DeafLine(int to) {
        this.to = to;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    void loseTheNextCommit() {
        next.set(Break.BEFORE);
    }

    void loseTheAnswerToTheNextCommit() {
        next.set(Break.AFTER);
    }

    boolean lost() {
        return lost;
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Wire wire = new Wire(door.accept(), new Socket(InetAddress.getLoopbackAddress(), to));
                threads.execute(() -> talk(wire));
                threads.execute(() -> answer(wire));
            } catch (IOException closed) {
                // asked by the loop
            }
        }
    }

    private void talk(Wire wire) {
        byte[] buffer = new byte[64 << 10];
        try (wire) {
            InputStream in = wire.client.getInputStream();
            OutputStream out = wire.server.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (new String(buffer, 0, n, ISO_8859_1).contains("COMMIT")) {
                    Break how = next.getAndSet(Break.NONE);
                    lost |= how != Break.NONE;
                    wire.deaf = how == Break.AFTER;
                    if (how == Break.BEFORE) {
                        return;
                    }
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException broken) {
            // as a cable breaks
        }
    }

    private static void answer(Wire wire) {
        byte[] buffer = new byte[64 << 10];
        try (wire) {
            InputStream in = wire.server.getInputStream();
            OutputStream out = wire.client.getOutputStream();
            for (int n = in.read(buffer); n >= 0 && !wire.deaf; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException broken) {
            // as a cable breaks
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private static final class Wire implements AutoCloseable {
        private final Socket client;
        private final Socket server;
        private volatile boolean deaf;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }
}
