package io.controlnetflow.core.dag.plan;

import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.word.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts cells against the flow's limit. Goes on counting for a while beyond it, so that the message can name the whole figure. */
final class CellCap {
    private static final int WORTH_COUNTING = 200_000;

    private final String flow;
    private final int cap;
    private final int end;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long total;

    CellCap(String flow, int cap) {
        this.flow = flow;
        this.cap = cap;
        this.end = Math.max(cap, WORTH_COUNTING);
    }

    /** @throws InvalidFlow when so many cells of the node are too many to go on */
    void check(String node, long cells) {
        if (total + cells > end) {
            counts.put(node, cells);
            throw tooMany("at least ", total + cells);
        }
    }

    void add(String node, int cells) {
        check(node, cells);
        counts.put(node, (long) cells);
        total += cells;
    }

    /** @throws InvalidFlow when the whole plan is over the limit */
    void finish() {
        if (total > cap) {
            throw tooMany("", total);
        }
    }

    private InvalidFlow tooMany(String about, long cells) {
        List<String> shares = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .forEach(e -> shares.add(e.getKey() + " " + number(e.getValue())));
        return new InvalidFlow(
                flow,
                List.of(new Problem(
                        "limits.cells",
                        number(cap) + " is less than the " + about + number(cells) + " cells of this plan ("
                                + String.join(", ", shares)
                                + "); nothing is sent; raise it, or make the matrix smaller")));
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
