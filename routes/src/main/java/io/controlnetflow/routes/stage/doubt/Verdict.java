package io.controlnetflow.routes.stage.doubt;

import java.util.List;

/** What a look at the provider's list says about one job in doubt. */
sealed interface Verdict {
    /** This prediction is the job's. */
    record Found(String predictionId) implements Verdict {}

    /** The list is complete and readable, and the job is not in it. */
    record Absent() implements Verdict {}

    /** A person decides: the list does not settle it. */
    record Unclear(String why, List<String> candidates) implements Verdict {}
}
