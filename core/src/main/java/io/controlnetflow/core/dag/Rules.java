package io.controlnetflow.core.dag;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a node's cells are run. Null is what is not said: the flow's {@code defaults} hold then, and after them the standard.
 *
 * @param join how many cells of each barrier are waited for
 * @param when a Simple predicate; false skips the cell and what needs it
 * @param retry of a body that fails
 * @param timeout of a cell
 * @param cache false when the run's id joins the key
 * @param optional true when the run and what needs the node go on without it
 * @param publish whether results go to the outbox
 * @param repeatable true when a body that was cut off may be run again
 */
public record Rules(
        @Nullable Join join,
        @Nullable String when,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        @Nullable Boolean cache,
        @Nullable Boolean optional,
        @Nullable Boolean publish,
        @Nullable Boolean repeatable) {
    /** Nothing said. */
    public static final Rules NONE = new Rules(null, null, null, null, null, null, null, null);

    public Rules {
        if (when != null && when.isBlank()) {
            throw new InvalidFlow("when", "is an empty text; write a predicate, as in ${best.score} > 0.5");
        }
    }

    /** These, and where they say nothing, the others. */
    public Rules over(Rules other) {
        return new Rules(
                join == null ? other.join : join,
                when == null ? other.when : when,
                retry == null ? other.retry : retry,
                timeout == null ? other.timeout : timeout,
                cache == null ? other.cache : cache,
                optional == null ? other.optional : optional,
                publish == null ? other.publish : publish,
                repeatable == null ? other.repeatable : repeatable);
    }

    /** {@link Join.All} unless said. */
    public Join joining() {
        return join == null ? new Join.All() : join;
    }

    /** False unless said. */
    public boolean mayFail() {
        return optional != null && optional;
    }

    /** True unless said. */
    public boolean reused() {
        return cache == null || cache;
    }

    /** False unless said. */
    public boolean mayRunAgain() {
        return repeatable != null && repeatable;
    }
}
