package io.controlnetflow.routes.engine.flow;

import io.controlnetflow.core.dag.Body;
import java.util.Set;

/** Which bodies are this engine's own: they change nothing outside, so one that was cut off is simply run again. */
public final class Steps {
    private static final Set<String> OURS = Set.of("wavespeed", "control-map", "pictures", "dag");

    private Steps() {}

    /** True for calls of the product's own components, and approvals. */
    public static boolean areOurs(Body body) {
        if (body instanceof Body.Call call) {
            int colon = call.uri().indexOf(':');
            return colon > 0 && OURS.contains(call.uri().substring(0, colon));
        }
        return body instanceof Body.Approve;
    }
}
