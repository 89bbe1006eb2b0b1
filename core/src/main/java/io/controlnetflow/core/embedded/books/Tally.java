package io.controlnetflow.core.embedded.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.http.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums over everything that ever happened, also what is deleted or expired. Guarded by its owner. */
public final class Tally {
    private long posts;
    private BigDecimal charged = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;
    private final Map<String, Long> postsByCaller = new TreeMap<>();
    private final Map<String, Long> acceptedByCaller = new TreeMap<>();
    private final Map<String, Long> acceptedByFingerprint = new TreeMap<>();

    void posted(String caller) {
        posts++;
        postsByCaller.merge(caller, 1L, Long::sum);
    }

    /** Counts a new task, and the refund of one that just ended without pictures. */
    void count(@Nullable Task before, Task now) {
        if (before == null) {
            charged = charged.add(now.price());
            acceptedByCaller.merge(now.caller(), 1L, Long::sum);
            acceptedByFingerprint.merge(now.fingerprint(), 1L, Long::sum);
        }
        if (now.refunded() && (before == null || !before.refunded())) {
            refunded = refunded.add(now.price());
        }
    }

    public long posts() {
        return posts;
    }

    public BigDecimal charged() {
        return charged;
    }

    public BigDecimal refunded() {
        return refunded;
    }

    public Map<String, Long> postsByCaller() {
        return postsByCaller;
    }

    public Map<String, Long> acceptedByCaller() {
        return acceptedByCaller;
    }

    public Map<String, Long> acceptedByFingerprint() {
        return acceptedByFingerprint;
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.read(toJson());
        return copy;
    }

    ObjectNode toJson() {
        ObjectNode o = Json.object()
                .put("posts", posts)
                .put("charged", charged.toPlainString())
                .put("refunded", refunded.toPlainString());
        postsByCaller.forEach(o.putObject("posts_by_key")::put);
        acceptedByCaller.forEach(o.putObject("accepted_by_key")::put);
        acceptedByFingerprint.forEach(o.putObject("accepted_by_inputs")::put);
        return o;
    }

    /** Takes over the sums that were written; what was counted before is replaced. */
    void read(JsonNode o) {
        posts = o.path("posts").asLong();
        charged = new BigDecimal(o.path("charged").asText("0"));
        refunded = new BigDecimal(o.path("refunded").asText("0"));
        fill(postsByCaller, o.path("posts_by_key"));
        fill(acceptedByCaller, o.path("accepted_by_key"));
        fill(acceptedByFingerprint, o.path("accepted_by_inputs"));
    }

    private static void fill(Map<String, Long> map, JsonNode from) {
        map.clear();
        from.properties().forEach(e -> map.put(e.getKey(), e.getValue().asLong()));
    }
}
