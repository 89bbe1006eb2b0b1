package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Account.Limits;
import io.controlnetflow.core.ledger.Account.Pause;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The account's one row. */
record AccountRow(
        @Nullable Pause pause,
        Limits limits,
        double tokens,
        long refilledAt,
        @Nullable BigDecimal budgetRun,
        @Nullable BigDecimal budgetDay,
        long lastAttempt) {
    private static final String QUERY = "select * from flow_account where account_id = 1";
    private static final double MILLIS_A_MINUTE = 60_000;

    static AccountRow read(Handle handle) {
        return handle.select(QUERY).map(AccountRow::of).one();
    }

    /** Every claim on every node passes here one after the other. */
    static AccountRow lock(Tx tx) {
        return tx.handle.select(QUERY + tx.forUpdate).map(AccountRow::of).one();
    }

    static void pause(Tx tx, Pause pause) {
        Instant until = pause.until();
        tx.run(
                "update flow_account set pause_code = ?, pause_reason = ?, pause_until = ? where account_id = 1",
                pause.code(),
                pause.reason(),
                until == null ? null : until.toEpochMilli());
        tx.event(null, "pause", pause.code() + ": " + pause.reason());
    }

    static void goOn(Tx tx) {
        tx.run(
                "update flow_account set pause_code = null, pause_reason = null, pause_until = null where account_id = 1");
        tx.event(null, "go on", "");
    }

    Optional<Pause> pausedAt(long now) {
        return Optional.ofNullable(pause)
                .filter(held -> held.until() == null || held.until().toEpochMilli() > now);
    }

    /** What the bucket holds at this time: it fills at the limit's rate, up to its burst. */
    double tokensAt(long now) {
        int burst = limits.burst() > 0 ? limits.burst() : Math.max(1, limits.perMinute());
        double refill = Math.max(0, now - refilledAt) / MILLIS_A_MINUTE * limits.perMinute();
        return Math.min(burst, tokens + refill);
    }

    private static AccountRow of(ResultSet row, StatementContext context) throws SQLException {
        String code = row.getString("pause_code");
        String reason = row.getString("pause_reason");
        Pause pause =
                code == null ? null : new Pause(code, reason == null ? "" : reason, Rows.time(row, "pause_until"));
        return new AccountRow(
                pause,
                new Limits(row.getInt("per_minute"), row.getInt("burst"), row.getInt("concurrent")),
                row.getDouble("tokens"),
                row.getLong("refilled_at"),
                row.getBigDecimal("budget_run"),
                row.getBigDecimal("budget_day"),
                row.getLong("last_attempt"));
    }
}
