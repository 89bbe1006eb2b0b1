package io.controlnetflow.core.embedded.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends a reply with its exact length, or damaged as asked. */
public final class Answering {
    private Answering() {}

    /** A caller that has gone away is no error. */
    public static void send(HttpExchange exchange, Reply reply) {
        try (exchange) {
            if (reply.damage() == Reply.Damage.DROPPED) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            Path file = reply.file();
            long length = file == null ? reply.bytes().length : Files.size(file);
            try (InputStream in = file == null ? new ByteArrayInputStream(reply.bytes()) : Files.newInputStream(file)) {
                send(exchange, reply, in, length);
            }
        } catch (IOException e) {
            // The caller has gone away, or the damage was asked for: closing the exchange is all that is left.
        }
    }

    private static void send(HttpExchange exchange, Reply reply, InputStream in, long length) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        long half = Math.max(0, length / 2);
        long announced = reply.damage() == Reply.Damage.SHORT ? half : length;
        long sent = reply.damage() == Reply.Damage.NONE ? length : half;
        exchange.sendResponseHeaders(reply.status(), announced == 0 ? -1 : announced);
        OutputStream out = exchange.getResponseBody();
        byte[] buffer = new byte[1 << 16];
        for (long left = sent; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                break;
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        out.flush();
    }
}
