package io.controlnetflow.routes.engine.outbox;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a settled run came to. */
public record Outcome(List<Result> results, List<Shown> shown) {
    public static final Outcome NOTHING = new Outcome(List.of(), List.of());

    public Outcome {
        results = List.copyOf(results);
        shown = List.copyOf(shown);
    }

    public int pictures() {
        return results.stream().mapToInt(Result::pictures).sum();
    }

    /**
     * A picture in the outbox with its control map, for the contact sheet.
     *
     * @param source the drop, or what stands for it
     * @param cell what tells it from the others of its run; empty for the only one
     * @param file within the outbox; empty when it was taken away
     * @param dHash by which pictures like it are found; null when not known
     */
    public record Shown(
            String outputRef,
            @Nullable String controlRef,
            String kind,
            String source,
            String cell,
            String file,
            @Nullable Long dHash) {
        /** The same in a run that shows pictures of several nodes. */
        Shown of(String node) {
            return new Shown(
                    outputRef, controlRef, kind, source, cell.isEmpty() ? node : node + ", " + cell, file, dHash);
        }

        /** @param only true when all pictures are of this source */
        public String caption(boolean only) {
            return cell.isEmpty() ? source : only ? cell : source + ": " + cell;
        }
    }

    /**
     * What one job of the run came to.
     *
     * @param key the job's key
     * @param pictures how many came out
     * @param reused true when the job was done before this drop asked
     * @param usd what it cost, or would have
     */
    public record Result(String key, int pictures, boolean reused, BigDecimal usd) {}
}
