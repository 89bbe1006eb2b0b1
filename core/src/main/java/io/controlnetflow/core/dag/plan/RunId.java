package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.wire.Inputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The identity of a run: the same flow with the same inputs, for the same provider, is the same run. */
public final class RunId {
    private static final String LIMITS = "limits";

    private RunId() {}

    /**
     * 64 hex digits over the provider, the flow's snapshot and the inputs, the last two in canonical form. The flow's budget is left
     * out: with more money the same run goes on.
     *
     * @param provider its identity: what a stand-in made is not what the real provider would have made
     */
    public static String of(String provider, Flow flow, JsonNode inputs) {
        return of(provider, Inputs.canonical(identity(flow.snapshot())), inputs);
    }

    /** What of a snapshot makes a run another one. */
    public static ObjectNode identity(ObjectNode snapshot) {
        ObjectNode rest = snapshot.deepCopy();
        if (rest.get(LIMITS) instanceof ObjectNode limits) {
            limits.remove("budget");
            if (limits.isEmpty()) {
                rest.remove(LIMITS);
            }
        }
        return rest;
    }

    /** The same for a flow without a budget whose snapshot is in canonical form already. */
    public static String of(String provider, String canonicalSnapshot, JsonNode inputs) {
        String text = provider + "\n" + canonicalSnapshot + "\n" + Inputs.canonical(inputs);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
