package io.controlnetflow.routes.app.settings;

/**
 * Where requests are taken that start flows.
 *
 * @param host to listen at
 * @param port 0 to 65535; 0 is any
 */
public record HttpAddress(String host, int port) {
    static final HttpAddress STANDARD = new HttpAddress("127.0.0.1", 8080);
}
