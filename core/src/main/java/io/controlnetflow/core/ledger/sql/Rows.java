package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Budget;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Drops.Drop;
import io.controlnetflow.core.ledger.Drops.NewDrop;
import io.controlnetflow.core.ledger.Gate;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Jobs.NewJob;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Run;
import io.controlnetflow.core.ledger.Runs.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Rows as records. */
final class Rows {
    /** Selects jobs with what {@link #job} reads; the where clause follows. */
    static final String JOBS =
            "select j.*, r.prediction from flow_job j left join flow_result r on r.job_key = j.job_key ";

    /** Selects runs with what {@link #run} reads; the where clause follows. */
    static final String RUNS =
            "select r.*, s.snapshot from flow_run r join flow_snapshot s on s.snapshot_id = r.snapshot_id ";

    private Rows() {}

    static Job job(ResultSet row, StatementContext context) throws SQLException {
        NewJob asked = new NewJob(
                new JobKey(row.getString("job_key")),
                row.getString("provider"),
                row.getString("model"),
                row.getString("inputs"),
                row.getBigDecimal("price"),
                row.getString("label"),
                row.getString("control_kind"),
                row.getString("run_id"));
        return new Job(
                asked,
                JobState.valueOf(row.getString("state")),
                row.getString("body"),
                row.getString("prediction_id"),
                row.getString("prediction"),
                row.getString("outputs"),
                row.getBigDecimal("cost"),
                row.getString("problem"),
                row.getInt("attempts"),
                row.getInt("polls"),
                Instant.ofEpochMilli(row.getLong("due")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                time(row, "submitted_at"),
                time(row, "accepted_at"),
                time(row, "resumed_at"),
                time(row, "processing_at"),
                time(row, "completed_at"),
                time(row, "done_at"));
    }

    static Cell cell(ResultSet row, StatementContext context) throws SQLException {
        return new Cell(
                row.getString("cell_id"),
                row.getString("run_id"),
                row.getString("node"),
                row.getString("coordinates"),
                row.getInt("position"),
                CellState.valueOf(row.getString("state")),
                row.getString("output"),
                row.getString("job_key"),
                row.getString("problem"),
                row.getBoolean("reused"),
                new Gate(Gate.Kind.valueOf(row.getString("gate")), row.getInt("wanted")),
                row.getBoolean("optional"),
                row.getBoolean("repeatable"),
                row.getInt("tries"),
                row.getLong("due"),
                row.getString("cell_key"));
    }

    static Run run(ResultSet row, StatementContext context) throws SQLException {
        NewRun plan = new NewRun(
                row.getString("run_id"),
                row.getString("flow"),
                row.getString("snapshot"),
                row.getString("inputs"),
                row.getString("batch"),
                row.getString("label"),
                new Budget(row.getBigDecimal("budget_run"), row.getBigDecimal("budget_day")),
                row.getString("caller"));
        return new Run(
                plan, RunState.valueOf(row.getString("state")), row.getBoolean("published"), row.getLong("created_at"));
    }

    static Drop drop(ResultSet row, StatementContext context) throws SQLException {
        NewDrop file = new NewDrop(
                row.getString("folder"),
                row.getString("path"),
                row.getLong("bytes"),
                Instant.ofEpochMilli(row.getLong("modified")),
                row.getString("sha256"));
        return new Drop(
                row.getLong("drop_id"),
                file,
                row.getString("run_id"),
                row.getString("refusal"),
                row.getString("open_key") == null);
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
