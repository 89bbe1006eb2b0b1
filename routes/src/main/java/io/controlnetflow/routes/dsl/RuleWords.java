package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.Join;
import java.time.Duration;
import java.util.Locale;

/**
 * How cells are run, in the words of the format. What is wrong with a value is said when the flow is made. Not thread-safe.
 *
 * @param <T> what the words are said of
 */
public abstract class RuleWords<T extends RuleWords<T>> {
    private final ObjectNode words;

    RuleWords(ObjectNode words) {
        this.words = words;
    }

    final ObjectNode words() {
        return words;
    }

    abstract T self();

    /** How many cells of each barrier must be done. */
    public final T join(Join join) {
        if (join instanceof Join.Count count) {
            words.putObject("join").put("n", count.n());
        } else {
            words.put("join", join.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
        return self();
    }

    /** @param predicate Simple; false skips the cell and what needs it */
    public final T when(String predicate) {
        words.put("when", predicate);
        return self();
    }

    /** @param max further attempts of a body that fails, 1 to 100 */
    public final T retry(int max) {
        words.putObject("retry").put("max", max);
        return self();
    }

    /**
     * @param max further attempts of a body that fails, 1 to 100
     * @param backoff pauses, as in {@code 2s..60s}
     */
    public final T retry(int max, String backoff) {
        words.putObject("retry").put("max", max).put("backoff", backoff);
        return self();
    }

    /** @param timeout how long a cell may take; a paid one is parked, never sent again */
    public final T timeout(Duration timeout) {
        words.put("timeout", Durations.text(timeout));
        return self();
    }

    /** @param cache false when nothing of other runs is used again */
    public final T cache(boolean cache) {
        words.put("cache", cache);
        return self();
    }

    /** @param optional true when the run goes on without it */
    public final T optional(boolean optional) {
        words.put("optional", optional);
        return self();
    }

    /** @param publish whether results go to the outbox */
    public final T publish(boolean publish) {
        words.put("publish", publish);
        return self();
    }

    /** @param repeatable true when a body that was cut off may be run again */
    public final T repeatable(boolean repeatable) {
        words.put("repeatable", repeatable);
        return self();
    }
}
