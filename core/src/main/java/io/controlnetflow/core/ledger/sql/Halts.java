package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account.Halt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs of which nothing is sent, as a flow's budget is used up. Rows of it are few, and are decided anew at any word of a person. */
final class Halts {
    /** Of a job {@code j}: its run is not halted. One parameter: now. */
    static final String NONE = "not exists (select 1 from flow_halt h where h.run_id = j.run_id"
            + " and (h.until_ms is null or h.until_ms > ?))";

    private Halts() {}

    /**
     * Halts a run. What is not sent of it goes to another run that waits for it, if any does that is not halted.
     *
     * @param payer the run whose budget is used up: itself, or one that calls it
     */
    static void set(Tx tx, String run, String payer, String reason, @Nullable Instant until) {
        tx.run("delete from flow_halt where run_id = ?", run);
        tx.run(
                "insert into flow_halt (run_id, payer, reason, until_ms) values (?, ?, ?, ?)",
                run,
                payer,
                reason,
                until == null ? null : until.toEpochMilli());
        tx.event(null, "halt", run + ": " + reason);
        String others = " from flow_cell c where c.job_key = j.job_key and c.state = 'WAITING' and c.run_id <> ?"
                + " and not exists (select 1 from flow_halt h where h.run_id = c.run_id)";
        tx.run(
                "update flow_job j set run_id = (select min(c.run_id)" + others + ") where j.run_id = ?"
                        + " and j.state in ('NEW', 'READY') and exists (select 1" + others + ")",
                run,
                run,
                run);
    }

    /** The next claim decides by the new figures. */
    static void lift(Tx tx) {
        tx.run("delete from flow_halt");
    }

    /** The same for runs, and for those that they call. */
    static void lift(Tx tx, Collection<String> runs) {
        if (!runs.isEmpty()) {
            tx.handle
                    .createUpdate("delete from flow_halt where run_id = any(:ids) or payer = any(:ids)")
                    .bindArray("ids", String.class, List.copyOf(runs))
                    .execute();
        }
    }

    /** The active ones that hold now, and the runs that wait for them. */
    static List<Halt> now(Handle handle, long now) {
        Map<String, Halt> all = new LinkedHashMap<>();
        List<Halt> next = handle.select(
                        "select h.run_id, h.reason, h.until_ms from flow_halt h join flow_run r on r.run_id = h.run_id"
                                + " where r.state = 'ACTIVE' and (h.until_ms is null or h.until_ms > ?)"
                                + " order by r.created_at, r.run_id",
                        now)
                .map((row, context) ->
                        new Halt(row.getString("run_id"), row.getString("reason"), Rows.time(row, "until_ms")))
                .list();
        while (!next.isEmpty()) {
            next.forEach(halt -> all.putIfAbsent(halt.run(), halt));
            next = waiting(handle, next).stream()
                    .filter(halt -> !all.containsKey(halt.run()))
                    .toList();
        }
        return List.copyOf(all.values());
    }

    private static List<Halt> waiting(Handle handle, List<Halt> halts) {
        Map<String, Halt> byRun = new LinkedHashMap<>();
        halts.forEach(halt -> byRun.put(halt.run(), halt));
        List<Halt> above = new ArrayList<>();
        handle.createQuery("select distinct c.run_id, c.job_key from flow_cell c where c.job_key = any(:ids)"
                        + " and c.state = 'WAITING' order by c.run_id")
                .bindArray("ids", String.class, byRun.keySet())
                .map((row, context) -> Map.entry(row.getString("run_id"), row.getString("job_key")))
                .forEach(row -> {
                    Halt below = byRun.get(row.getValue());
                    if (below != null) {
                        above.add(new Halt(row.getKey(), below.reason(), below.until()));
                    }
                });
        return above;
    }
}
