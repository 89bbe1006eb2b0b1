package io.controlnetflow.routes.app;

import java.util.Map;

/** Everything that can be set. The only place that reads the environment. */
record Settings() {
    /** The process's environment. */
    static Map<String, String> environment() {
        return Map.copyOf(System.getenv());
    }
}
