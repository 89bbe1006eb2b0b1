package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.CellState;
import io.controlnetflow.core.ledger.Jobs.Claim;
import io.controlnetflow.core.ledger.Jobs.Job;
import io.controlnetflow.core.ledger.Jobs.NewJob;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Runs.Cell;
import io.controlnetflow.core.ledger.Runs.NewCell;
import io.controlnetflow.core.ledger.Runs.NewRun;
import io.controlnetflow.core.ledger.Runs.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every ledger test needs: an open ledger on either database, and jobs at each step of their way. */
abstract class LedgerContract {
    static final Duration LEASE = Duration.ofMinutes(3);
    static final BigDecimal PRICE = new BigDecimal("0.030000");

    final SettableClock clock = new SettableClock();
    Ledger ledger;

    /** Where an empty database is. */
    abstract LedgerSettings empty();

    /** A ledger on an empty database. */
    Ledger fresh() {
        return open(empty());
    }

    abstract Ledger open(LedgerSettings settings);

    @BeforeEach
    void open() {
        ledger = fresh();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    Instant now() {
        return clock.instant();
    }

    static JobKey key(int number) {
        return JobKey.of("embedded", "model", "{\"seed\":" + number + "}");
    }

    static NewJob job(int number) {
        return job(number, null);
    }

    static NewJob job(int number, @Nullable String run) {
        return new NewJob(
                key(number), "embedded", "model", "{\"seed\":" + number + "}", PRICE, "cat.jpg", "canny", run);
    }

    Job found(int number) {
        return ledger.jobs().find(key(number)).orElseThrow();
    }

    void ready(int number) {
        ledger.jobs().attach(job(number));
        ledger.jobs().ready(key(number), "{}");
    }

    Claim claimed(int number) {
        ready(number);
        return ledger.jobs().claimForSubmit(1, LEASE).get(0);
    }

    Claim polling(int number) {
        Claim claim = claimed(number);
        ledger.jobs().accepted(claim, "prediction-" + number, now());
        return claim;
    }

    Claim downloading(int number) {
        Claim claim = polling(number);
        ledger.jobs().completed(key(number), "{\"id\":\"prediction-" + number + "\"}");
        return claim;
    }

    void done(int number) {
        downloading(number);
        ledger.jobs().downloaded(key(number), "[{\"type\":\"image\"}]");
    }

    /** A run of map, gen and end in a row. */
    Run chain(String id) {
        return ledger.runs()
                .open(
                        new NewRun(id, "hot-folder", "{}", "{}", "batch", "cat.jpg"),
                        List.of(cell(id, "map", 0, "gen"), cell(id, "gen", 1, "end"), cell(id, "end", 2)));
    }

    static NewCell cell(String run, String node, int order, String... below) {
        return new NewCell(
                run + "/" + node,
                node,
                "{}",
                order,
                Arrays.stream(below).map(name -> run + "/" + name).toList());
    }

    /** The chain's map is done and its gen waits for the job. */
    void waiting(String run, int job) {
        chain(run);
        ledger.runs().claimReady(1);
        ledger.runs().done(run + "/map", "\"map\"");
        ledger.runs().claimReady(1);
        ledger.runs().waiting(run + "/gen", key(job).hex(), false);
    }

    List<CellState> states(String run) {
        return ledger.runs().cells(run).stream().map(Cell::state).toList();
    }
}
