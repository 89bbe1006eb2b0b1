package io.controlnetflow.core.ledger.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What attempts have reserved or spent, in USD. */
final class Taken {
    /** Whose attempts are added up, where {@code r} is a run: its own, and those of the runs that it calls. */
    enum Whose {
        RUN("r.run_id = ?"),
        BATCH("r.batch = ?"),
        FLOW("r.flow = ? and r.provider = ?");

        private final String where;

        Whose(String where) {
            this.where = where;
        }
    }

    private static final String SUM = "select coalesce(sum(a.price), 0) from flow_attempt a ";
    private static final String SINCE = "a.money in ('RESERVED', 'SPENT') and a.sent_at >= ? and ";

    private Taken() {}

    /** Of the whole account, since a time in milliseconds. */
    static BigDecimal ofAll(Handle handle, long since) {
        return sum(handle, "where " + SINCE + "true", since);
    }

    /** @param values what the {@link Whose} compares with */
    static BigDecimal of(Handle handle, Whose whose, long since, Object... values) {
        BigDecimal own = sum(
                handle, "join flow_run r on r.run_id = a.run_id where " + SINCE + whose.where, with(since, values, 1));
        BigDecimal called = sum(
                handle,
                "where " + SINCE + "a.attempt_id in (select c.attempt_id from flow_charge c join flow_run r"
                        + " on r.run_id = c.run_id where " + whose.where + ") and not exists (select 1 from flow_run r"
                        + " where r.run_id = a.run_id and " + whose.where + ")",
                with(since, values, 2));
        return own.add(called);
    }

    private static Object[] with(long since, Object[] values, int times) {
        List<Object> all = new ArrayList<>(List.of(since));
        for (int time = 0; time < times; time++) {
            all.addAll(List.of(values));
        }
        return all.toArray();
    }

    private static BigDecimal sum(Handle handle, String which, Object... values) {
        return handle.select(SUM + which, values).mapTo(BigDecimal.class).one();
    }
}
