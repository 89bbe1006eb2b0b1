package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Nodes;
import io.controlnetflow.core.ledger.sql.Attempts.Money;
import io.controlnetflow.core.ledger.sql.Attempts.State;
import java.time.Duration;
import java.util.List;

/** Nodes as rows. A file that only one process can open needs none. */
record SqlNodes(Store store) implements Nodes {
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    @Override
    public void join(String place, Duration silence) {
        if (store.database().exclusive()) {
            return;
        }
        store.run(tx -> {
            tx.handle
                    .select(
                            "select node from flow_node where store <> ? and seen_at >= ? fetch first 1 rows only",
                            place,
                            tx.now - silence.toMillis())
                    .mapTo(String.class)
                    .findFirst()
                    .ifPresent(other -> {
                        throw new LedgerUnavailable("ledger: " + other + " works on " + tx.database.name()
                                + " with another state folder; give every node the same --state, on a disk that all of them"
                                + " can write, or wait " + silence.toSeconds() + " s if it has just ended");
                    });
            tx.run(
                    "delete from flow_node where node = ? or seen_at between ? and 0",
                    tx.node,
                    FORGOTTEN.toMillis() - tx.now);
            tx.run("insert into flow_node (node, store, seen_at) values (?, ?, ?)", tx.node, place, tx.now);
        });
    }

    @Override
    public int beat(Duration silence) {
        return store.database().exclusive()
                ? 0
                : store.write(tx -> {
                    tx.run("update flow_node set seen_at = ? where node = ?", tx.now, tx.node);
                    int freed = CutOffs.release(tx, " and owner <> ? and lease_until <= ?", tx.node, tx.now);
                    List<String> silent = tx.handle
                            .select(
                                    "select node from flow_node where seen_at > 0 and seen_at < ? order by node"
                                            + tx.database.skipLocked(),
                                    tx.now - silence.toMillis())
                            .mapTo(String.class)
                            .list();
                    for (String node : silent) {
                        freed += free(tx, node, false);
                    }
                    return freed;
                });
    }

    @Override
    public int bury(String node) {
        return store.database().exclusive() ? 0 : store.write(tx -> free(tx, node, true));
    }

    private static int free(Tx tx, String node, boolean dead) {
        int freed = CutOffs.release(tx, " and owner = ?", node);
        freed += tx.run(
                "update flow_job set owner = null, lease_until = 0 where owner = ? and lease_until > 0"
                        + " and state in ('NEW', 'POLLING', 'DOWNLOADING', 'IN_DOUBT')",
                node);
        freed += tx.run("update flow_run set publisher = null, publish_until = 0 where publisher = ?", node);
        freed += doubts(tx, node, dead);
        tx.run("update flow_node set seen_at = -seen_at where node = ? and seen_at > 0", node);
        tx.event(
                null,
                "node",
                node + (dead ? " is dead; " : " is silent; ") + freed + " things that it had under way are free");
        return freed;
    }

    /** Its POSTs are looked up at once. While it may only be slow they keep their lease: an answer may still arrive. */
    private static int doubts(Tx tx, String node, boolean dead) {
        List<String> keys = tx.handle
                .select(
                        "select job_key from flow_job where state = 'SUBMITTING' and owner = ? order by job_key"
                                + tx.database.skipLocked(),
                        node)
                .mapTo(String.class)
                .list();
        for (String key : keys) {
            Standing job = Standing.lock(tx, new JobKey(key));
            String problem = "its node " + node + " fell silent between the intent and the answer";
            if (dead) {
                Attempts.doubt(tx, job.attempt(), problem);
            } else {
                Attempts.change(tx, job.attempt(), State.DOUBT, Money.RESERVED, problem);
            }
            job.become(tx, JobState.IN_DOUBT, tx.now, problem);
        }
        return keys.size();
    }
}
