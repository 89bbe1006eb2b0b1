package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.Jobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs with the same bytes share one upload: the first leads, the others wait for it without a thread. Thread-safe. */
final class SharedUploads {
    private final Map<String, List<Jobs.Job>> waiting = new HashMap<>();

    /** True when this job is the one to upload; else it is kept until {@link #over}. */
    synchronized boolean lead(String ref, Jobs.Job job) {
        List<Jobs.Job> others = waiting.get(ref);
        if (others == null) {
            waiting.put(ref, new ArrayList<>());
            return true;
        }
        others.add(job);
        return false;
    }

    /** The upload worked out or not: whoever waited for it. */
    synchronized List<Jobs.Job> over(String ref) {
        List<Jobs.Job> others = waiting.remove(ref);
        return others == null ? List.of() : others;
    }
}
