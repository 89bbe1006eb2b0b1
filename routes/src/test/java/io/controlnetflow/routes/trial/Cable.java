package io.controlnetflow.routes.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port that leads to another one, until it is cut; then every connection breaks and none is made until it is mended. */
final class Cable implements AutoCloseable {
    private final int to;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;

    Cable(int to) {
        this.to = to;
        this.door = open(0);
        this.port = door.getLocalPort();
        listen(door);
    }

    int port() {
        return port;
    }

    void cut() {
        quietly(door);
        sockets.forEach(Cable::quietly);
        sockets.clear();
    }

    void mend() {
        door = open(port);
        listen(door);
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket made = new ServerSocket();
            made.setReuseAddress(true);
            made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(ServerSocket at) {
        threads.execute(() -> {
            while (!at.isClosed()) {
                try {
                    Socket here = at.accept();
                    Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
                    sockets.add(here);
                    sockets.add(there);
                    threads.execute(() -> pump(here, there));
                    threads.execute(() -> pump(there, here));
                } catch (IOException cut) {
                    // the door is closed, or the other end is away: asked by the loop
                }
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 << 10];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException cut) {
            quietly(to);
        }
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // it is closed already
        }
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }
}
