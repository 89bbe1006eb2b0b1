package io.controlnetflow.core.embedded.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import io.controlnetflow.core.embedded.http.Step;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What the server saw, for tests and the curious. Sums of posts, accepted and money hold since the state folder is new;
 * the rest since this start.
 *
 * @param posts submit POSTs received, whatever was made of them
 * @param accepted tasks made
 * @param acceptedByInputs tasks made, by the digest of their distinct inputs: uploads by their bytes, without sync mode,
 *     base64 and webhook. A number above one is a request that was paid twice
 * @param charged USD
 * @param refunded USD
 * @param postsByKey by the first digits of the key's digest
 * @param acceptedByKey by the first digits of the key's digest
 * @param requests by step
 * @param keysAtFiles file requests that carried an Authorization header
 * @param active tasks at work now
 * @param mostActive the most tasks that were at work at once
 */
public record Audit(
        long posts,
        long accepted,
        Map<String, Long> acceptedByInputs,
        BigDecimal charged,
        BigDecimal refunded,
        Map<String, Long> postsByKey,
        Map<String, Long> acceptedByKey,
        Map<Step, Long> requests,
        long keysAtFiles,
        int active,
        int mostActive) {
    public Audit {
        acceptedByInputs = Map.copyOf(acceptedByInputs);
        postsByKey = Map.copyOf(postsByKey);
        acceptedByKey = Map.copyOf(acceptedByKey);
        requests = Map.copyOf(requests);
    }

    /** How many distinct requests were paid for more than once. */
    public long paidTwice() {
        return acceptedByInputs.values().stream().filter(n -> n > 1).count();
    }

    ObjectNode toJson() {
        ObjectNode o = Json.object()
                .put("posts", posts)
                .put("accepted", accepted)
                .put("distinct", acceptedByInputs.size())
                .put("paid_twice", paidTwice())
                .put("charged", charged)
                .put("refunded", refunded)
                .put("keys_at_files", keysAtFiles)
                .put("active", active)
                .put("most_active", mostActive);
        acceptedByInputs.forEach(o.putObject("accepted_by_inputs")::put);
        postsByKey.forEach(o.putObject("posts_by_key")::put);
        acceptedByKey.forEach(o.putObject("accepted_by_key")::put);
        ObjectNode steps = o.putObject("requests");
        requests.forEach((step, n) -> steps.put(step.text(), n));
        return o;
    }
}
