package io.controlnetflow.core.dag;

/** How many cells of a barrier must be done before what stands behind it begins. */
public sealed interface Join {
    /** Every one of them; the default. */
    record All() implements Join {}

    /** None is still to come; how they ended does not matter. */
    record Settled() implements Join {}

    /** The first that is done. */
    record Any() implements Join {}

    /** @param n so many that are done */
    record Count(int n) implements Join {
        public Count {
            if (n < 1) {
                throw new InvalidFlow("n", n + " is less than 1; leave the join out to wait for all");
            }
        }
    }
}
