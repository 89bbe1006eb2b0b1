package io.controlnetflow.routes.app.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where requests are taken that start flows.
 *
 * @param host to listen at
 * @param port 0 to 65535; 0 is any
 * @param url as people reach it, in links that are sent to them; null: host and port
 */
public record HttpAddress(String host, int port, @Nullable String url) {
    static final HttpAddress STANDARD = new HttpAddress("127.0.0.1", 8080, null);
}
