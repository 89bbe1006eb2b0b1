package io.controlnetflow.routes.engine.flow;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.ledger.Runs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The flows of runs as they were when the runs were made; read once each. Thread-safe. */
public final class Snapshots {
    private static final int KEPT = 64;

    private final Map<String, Flow> flows = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Flow> eldest) {
            return size() > KEPT;
        }
    });

    /** The run's own flow, whatever its file says now. */
    public Flow of(Runs.Run run) {
        return flows.computeIfAbsent(run.plan().snapshot(), text -> Flow.ofSnapshot(CellDetail.read(text)));
    }
}
