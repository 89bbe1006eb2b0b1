package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account as one row, attempts as its spending, and the log of what happened. */
record SqlAccount(Store store) implements Account {
    /** Amounts are kept to a millionth of a dollar. */
    private static final int SCALE = 6;

    @Override
    public void pause(Pause pause) {
        store.run(tx -> AccountRow.pause(tx, pause));
    }

    @Override
    public Optional<Pause> paused() {
        return store.read(
                handle -> AccountRow.read(handle).pausedAt(store.database().now(handle)));
    }

    @Override
    public void goOn() {
        store.run(tx -> {
            AccountRow.goOn(tx);
            Halts.lift(tx);
        });
    }

    @Override
    public List<Halt> halts() {
        return store.read(handle -> Halts.now(handle, store.database().now(handle)));
    }

    @Override
    public void limits(Limits limits) {
        store.run(tx -> {
            AccountRow account = AccountRow.lock(tx);
            if (account.limits().equals(limits)) {
                return;
            }
            AccountRow next = new AccountRow(null, limits, Integer.MAX_VALUE, tx.now, null, null, 0);
            boolean fresh = account.limits().perMinute() == 0;
            double tokens = Math.min(next.tokensAt(tx.now), fresh ? Integer.MAX_VALUE : account.tokensAt(tx.now));
            tx.run(
                    "update flow_account set per_minute = ?, burst = ?, concurrent = ?, tokens = ?, refilled_at = ?"
                            + " where account_id = 1",
                    limits.perMinute(),
                    limits.burst(),
                    limits.concurrent(),
                    tokens,
                    tx.now);
            tx.event(null, "limits", limits.toString());
        });
    }

    @Override
    public Limits limits() {
        return store.read(handle -> AccountRow.read(handle).limits());
    }

    @Override
    public void budgets(@Nullable BigDecimal run, @Nullable BigDecimal day) {
        store.run(tx -> {
            AccountRow account = AccountRow.lock(tx);
            tx.run("update flow_account set budget_run = ?, budget_day = ? where account_id = 1", run, day);
            Halts.lift(tx);
            Pause pause = account.pause();
            if (pause != null && pause.code().equals("budget")) {
                AccountRow.goOn(tx); // the next claim decides by the new figures
            }
        });
    }

    @Override
    public BigDecimal ofRun(String run) {
        return store.read(handle -> Taken.of(handle, Taken.Whose.RUN, 0, run));
    }

    @Override
    public BigDecimal ofFlow(String flow, Instant since) {
        return store.read(handle -> Taken.of(
                handle,
                Taken.Whose.FLOW,
                since.toEpochMilli(),
                flow,
                store.self().provider()));
    }

    @Override
    public Spending spending(Instant since) {
        return store.read(handle -> handle.select(
                        "select coalesce(sum(case when money = 'RESERVED' then price else 0 end), 0) as reserved,"
                                + " coalesce(sum(case when money = 'SPENT' then price else 0 end), 0) as spent,"
                                + " coalesce(sum(case when money = 'RELEASED' then price else 0 end), 0) as released,"
                                + " count(*) as posts from flow_attempt where sent_at >= ?",
                        since.toEpochMilli())
                .map((row, context) -> new Spending(
                        row.getBigDecimal("reserved").setScale(SCALE),
                        row.getBigDecimal("spent").setScale(SCALE),
                        row.getBigDecimal("released").setScale(SCALE),
                        row.getLong("posts")))
                .one());
    }

    @Override
    public long acceptedSince(Instant since) {
        return store.read(handle -> handle.select(
                        "select count(*) from flow_attempt where sent_at >= ?"
                                + " and state in ('ACCEPTED', 'ADOPTED', 'COMPLETED', 'FAILED')",
                        since.toEpochMilli())
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<Event> events(int most) {
        return store.read(
                handle -> handle.select("select * from flow_event order by event_id desc fetch first ? rows only", most)
                        .map((row, context) -> new Event(
                                row.getLong("event_id"),
                                Instant.ofEpochMilli(row.getLong("at_ms")),
                                row.getString("job_key"),
                                row.getString("kind"),
                                row.getString("note")))
                        .list());
    }

    @Override
    public void event(@Nullable String job, String kind, String text) {
        store.run(tx -> tx.event(job, kind, text));
    }
}
