package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** One open transaction of the writer, and what it still owes before its commit. Used by one thread. */
final class Tx {
    private record Noted(@Nullable String job, String kind, String note) {}

    private static final int LONGEST_NOTE = 9_000;

    final Handle handle;
    final Database database;
    final String node;
    /** Whose jobs this process works on; empty: everybody's. */
    final String provider;

    /** See {@link Database#forUpdate}. */
    final String forUpdate;

    final long now;
    private final List<Noted> events = new ArrayList<>();
    private final Set<String> touchedRuns = new TreeSet<>();
    private final List<JobKey> settled = new ArrayList<>();
    private boolean forced;

    Tx(Handle handle, Database database, Self self) {
        this.handle = handle;
        this.database = database;
        this.node = self.node();
        this.provider = self.provider();
        this.forUpdate = database.forUpdate();
        this.now = database.now(handle);
    }

    /** Runs a statement with positional parameters; gives the number of rows it changed. */
    int run(String sql, @Nullable Object... parameters) {
        return handle.execute(sql, parameters);
    }

    void event(@Nullable String job, String kind, String note) {
        events.add(new Noted(job, kind, cut(note)));
    }

    /** The run's state is worked out anew before the commit. */
    void touched(String runId) {
        touchedRuns.add(runId);
    }

    /** What this transaction writes must outlive a loss of power: something outside follows it. */
    void force() {
        forced = true;
    }

    boolean forced() {
        return forced;
    }

    /** Listeners hear of it after the commit. */
    void settled(JobKey key) {
        settled.add(key);
    }

    List<JobKey> settled() {
        return settled;
    }

    /** Writes what the operations left for the end. */
    void finish() {
        for (String run : touchedRuns) {
            RunStates.recompute(this, run);
        }
        if (!events.isEmpty()) {
            PreparedBatch batch =
                    handle.prepareBatch("insert into flow_event (at_ms, job_key, kind, note) values (?, ?, ?, ?)");
            for (Noted event : events) {
                batch.add(now, event.job, event.kind, event.note);
            }
            batch.execute();
        }
    }

    static String cut(String text) {
        return text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE) + "…";
    }
}
