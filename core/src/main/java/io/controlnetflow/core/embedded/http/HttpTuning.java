package io.controlnetflow.core.embedded.http;

/** Settings of the JDK's HTTP server; it reads them once, so they come before its first use. */
public final class HttpTuning {
    private HttpTuning() {}

    /** Leaves alone what somebody else has set. */
    public static void apply() {
        // Without it every answer waits about 40 ms for the caller's delayed acknowledgement.
        preset("sun.net.httpserver.nodelay", "true");
        // The caller must be the one that closes idle connections: a POST on one that we are closing would be in doubt.
        preset("sun.net.httpserver.idleInterval", "3600");
        preset("sun.net.httpserver.maxIdleConnections", "10000");
        preset("jdk.httpserver.maxIdleConnections", "10000");
    }

    private static void preset(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
