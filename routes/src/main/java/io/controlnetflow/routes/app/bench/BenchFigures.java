package io.controlnetflow.routes.app.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.app.console.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param run null when the flow was only planned
 */
public record BenchFigures(
        BenchFlow flow, Planned plan, @Nullable Ran run) {
    /**
     * @param seconds from the flow to its rows
     * @param processorSeconds of these, which do not depend on what else the machine does
     * @param mb of the heap that the plan and its rows keep
     */
    public record Planned(double seconds, double processorSeconds, double mb) {}

    /**
     * @param openSeconds until the run was written down
     * @param seconds from there until it was settled and its pictures lay in the outbox
     * @param submits POSTs that were sent
     * @param pictures that were made
     * @param moments on the way
     * @param problem why it is not whole; null when it is
     */
    public record Ran(
            double openSeconds,
            double seconds,
            long submits,
            int pictures,
            List<Moment> moments,
            @Nullable String problem) {
        public Ran {
            moments = List.copyOf(moments);
        }
    }

    /**
     * @param percent of the cells that were settled, at least
     * @param heapMb in use after a collection
     */
    public record Moment(int percent, double seconds, double heapMb, int threads) {}

    /** For a person, one figure a line. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "planned %,d cells, %,d of them paid: %.0f ms (processor %.0f ms), the plan takes %.0f MB",
                flow.cells(),
                flow.jobs(),
                plan.seconds * 1000,
                plan.processorSeconds * 1000,
                plan.mb));
        if (run != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nwritten to the ledger in %.0f ms%nran in %.1f s: %.0f cells/s, %,d submits, %,d pictures",
                    run.openSeconds * 1000,
                    run.seconds,
                    flow.cells() / run.seconds,
                    run.submits,
                    run.pictures));
            for (Moment moment : run.moments) {
                text.append(String.format(
                        Locale.ROOT,
                        "%n  at %3d %%  %7.1f s  heap after GC %4.0f MB  %d threads",
                        moment.percent,
                        moment.seconds,
                        moment.heapMb,
                        moment.threads));
            }
        }
        return text.toString();
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("cells", flow.cells()).put("jobs", flow.jobs());
        json.put("plan_ms", Math.round(plan.seconds * 1000))
                .put("plan_processor_ms", Math.round(plan.processorSeconds * 1000))
                .put("plan_mb", rounded(plan.mb));
        if (run != null) {
            json.put("open_ms", Math.round(run.openSeconds * 1000))
                    .put("seconds", rounded(run.seconds))
                    .put("cells_per_second", rounded(flow.cells() / run.seconds))
                    .put("submits", run.submits)
                    .put("pictures", run.pictures);
            var moments = json.putArray("moments");
            run.moments.forEach(moment -> moments.addObject()
                    .put("percent", moment.percent)
                    .put("seconds", rounded(moment.seconds))
                    .put("heap_mb", rounded(moment.heapMb))
                    .put("threads", moment.threads));
        }
        return json;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    }
}
